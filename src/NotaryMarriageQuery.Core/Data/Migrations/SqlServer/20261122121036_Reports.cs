using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NotaryMarriageQuery.Core.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Reports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "custodian",
                columns: table => new
                {
                    operator_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    sex = table.Column<int>(type: "int", nullable: false),
                    post = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sealed_mobile = table.Column<byte[]>(type: "varbinary(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_custodian", x => x.operator_id);
                    table.ForeignKey(
                        name: "FK_custodian_operator_operator_id",
                        column: x => x.operator_id,
                        principalTable: "operator",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "institution_report",
                columns: table => new
                {
                    institution_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    head_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sealed_phone = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    reported_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_institution_report", x => x.institution_id);
                    table.ForeignKey(
                        name: "FK_institution_report_institution_institution_id",
                        column: x => x.institution_id,
                        principalTable: "institution",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    sealed_lines = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    digest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    expires_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_import", x => x.id);
                    table.ForeignKey(
                        name: "FK_report_import_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_period",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    began_at = table.Column<long>(type: "bigint", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_period", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "report_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    institution_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    operator_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    sealed_content = table.Column<byte[]>(type: "varbinary(4000)", maxLength: 4000, nullable: false),
                    reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    filed_by_name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    filed_by = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    filed_at = table.Column<long>(type: "bigint", nullable: false),
                    open_subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    decided_by = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    decided_by_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    decision_reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_request", x => x.id);
                    table.ForeignKey(
                        name: "FK_report_request_institution_institution_id",
                        column: x => x.institution_id,
                        principalTable: "institution",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "report_period",
                columns: new[] { "id", "began_at", "due_on" },
                values: new object[] { 1, 0L, null });

            migrationBuilder.CreateIndex(
                name: "IX_report_import_account_id",
                table: "report_import",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_report_import_expires_at",
                table: "report_import",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_report_request_institution_id_filed_at",
                table: "report_request",
                columns: new[] { "institution_id", "filed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_report_request_open_subject",
                table: "report_request",
                column: "open_subject",
                unique: true,
                filter: "[open_subject] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "custodian");

            migrationBuilder.DropTable(
                name: "institution_report");

            migrationBuilder.DropTable(
                name: "report_import");

            migrationBuilder.DropTable(
                name: "report_period");

            migrationBuilder.DropTable(
                name: "report_request");
        }
    }
}
