using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NotaryMarriageQuery.Core.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Openings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CertificateNumber",
                table: "notarial_case",
                type: "nvarchar(60)",
                maxLength: 60,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<long>(
                name: "UploadedAt",
                table: "notarial_case",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Version",
                table: "notarial_case",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "intake_nonce",
                columns: table => new
                {
                    institution_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    nonce = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_intake_nonce", x => new { x.institution_id, x.nonce });
                });

            migrationBuilder.CreateTable(
                name: "opening",
                columns: table => new
                {
                    institution_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    server_network = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sealed_secret = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    secret_issued_at = table.Column<long>(type: "bigint", nullable: true),
                    connected_at = table.Column<long>(type: "bigint", nullable: true),
                    seen_at = table.Column<long>(type: "bigint", nullable: true),
                    uploaded_at = table.Column<long>(type: "bigint", nullable: true),
                    last_received = table.Column<int>(type: "int", nullable: false),
                    last_stored = table.Column<int>(type: "int", nullable: false),
                    last_rejected = table.Column<int>(type: "int", nullable: false),
                    override_ends_at = table.Column<long>(type: "bigint", nullable: true),
                    override_reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    allows_manual_cases = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_opening", x => x.institution_id);
                    table.ForeignKey(
                        name: "FK_opening_institution_institution_id",
                        column: x => x.institution_id,
                        principalTable: "institution",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "opening_rule",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    connection_grace_minutes = table.Column<int>(type: "int", nullable: false),
                    upload_grace_minutes = table.Column<int>(type: "int", nullable: false),
                    contact = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_opening_rule", x => x.id);
                });

            migrationBuilder.InsertData(
                table: "opening_rule",
                columns: new[] { "id", "connection_grace_minutes", "contact", "upload_grace_minutes" },
                values: new object[] { 1, 30, "省厅", 600 });

            migrationBuilder.CreateIndex(
                name: "IX_intake_nonce_expires_at",
                table: "intake_nonce",
                column: "expires_at");

            // Institutions from before keep what they had, cases by hand; lookups open when their servers do their part.
            migrationBuilder.Sql(
                """
                INSERT INTO opening (institution_id, server_network, last_received, last_stored, last_rejected, override_reason, allows_manual_cases)
                SELECT "Id", '', 0, 0, 0, '', 1 FROM institution WHERE "Kind" = 1;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "intake_nonce");

            migrationBuilder.DropTable(
                name: "opening");

            migrationBuilder.DropTable(
                name: "opening_rule");

            migrationBuilder.DropColumn(
                name: "CertificateNumber",
                table: "notarial_case");

            migrationBuilder.DropColumn(
                name: "UploadedAt",
                table: "notarial_case");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "notarial_case");
        }
    }
}
