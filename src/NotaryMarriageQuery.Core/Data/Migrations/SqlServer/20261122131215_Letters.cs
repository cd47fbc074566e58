using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NotaryMarriageQuery.Core.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Letters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "assistance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    institution_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    case_number = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    matter = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sealed_facts = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    filed_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    filed_by_name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    filed_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    officer_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    officer_name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    confirmed_by_name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    changed_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    sealed_found = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    found_until = table.Column<long>(type: "bigint", nullable: true),
                    search_request = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sealed_answer = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    answer_until = table.Column<long>(type: "bigint", nullable: true),
                    is_answer_opened = table.Column<bool>(type: "bit", nullable: false),
                    sealed_remark = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_assistance", x => x.id);
                    table.ForeignKey(
                        name: "FK_assistance_institution_institution_id",
                        column: x => x.institution_id,
                        principalTable: "institution",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entrusted_lookup",
                columns: table => new
                {
                    id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    entry_id = table.Column<long>(type: "bigint", nullable: false),
                    institution_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    entrusted_by = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    entrusted_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    letter_number = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    letter_date = table.Column<DateOnly>(type: "date", nullable: false),
                    case_number = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    matter = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    asked_by_name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    asked_at = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entrusted_lookup", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kept_file",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    owner = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    institution_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    format = table.Column<int>(type: "int", nullable: false),
                    length = table.Column<int>(type: "int", nullable: false),
                    sha256 = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    period = table.Column<int>(type: "int", nullable: false),
                    added_by_name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    added_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kept_file", x => x.id);
                    table.ForeignKey(
                        name: "FK_kept_file_institution_institution_id",
                        column: x => x.institution_id,
                        principalTable: "institution",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "verification",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    institution_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    channel = table.Column<int>(type: "int", nullable: false),
                    certificate_number = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    received_on = table.Column<DateOnly>(type: "date", nullable: false),
                    answer = table.Column<int>(type: "int", nullable: false),
                    sealed_facts = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    recorded_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    recorded_by_name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    recorded_at = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_verification", x => x.id);
                    table.ForeignKey(
                        name: "FK_verification_institution_institution_id",
                        column: x => x.institution_id,
                        principalTable: "institution",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "verification_addition",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    verification_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    answer = table.Column<int>(type: "int", nullable: true),
                    sealed_text = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    added_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    added_by_name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    added_at = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_verification_addition", x => x.id);
                    table.ForeignKey(
                        name: "FK_verification_addition_verification_verification_id",
                        column: x => x.verification_id,
                        principalTable: "verification",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_assistance_answer_until",
                table: "assistance",
                column: "answer_until");

            migrationBuilder.CreateIndex(
                name: "IX_assistance_found_until",
                table: "assistance",
                column: "found_until");

            migrationBuilder.CreateIndex(
                name: "IX_assistance_institution_id_filed_at",
                table: "assistance",
                columns: new[] { "institution_id", "filed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_assistance_state_due_on",
                table: "assistance",
                columns: new[] { "state", "due_on" });

            migrationBuilder.CreateIndex(
                name: "IX_entrusted_lookup_entrusted_by_asked_at",
                table: "entrusted_lookup",
                columns: new[] { "entrusted_by", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_entrusted_lookup_institution_id_asked_at",
                table: "entrusted_lookup",
                columns: new[] { "institution_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_kept_file_institution_id",
                table: "kept_file",
                column: "institution_id");

            migrationBuilder.CreateIndex(
                name: "IX_kept_file_owner_sha256",
                table: "kept_file",
                columns: new[] { "owner", "sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_verification_institution_id_recorded_at",
                table: "verification",
                columns: new[] { "institution_id", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "IX_verification_recorded_at",
                table: "verification",
                column: "recorded_at");

            migrationBuilder.CreateIndex(
                name: "IX_verification_addition_verification_id",
                table: "verification_addition",
                column: "verification_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "assistance");

            migrationBuilder.DropTable(
                name: "entrusted_lookup");

            migrationBuilder.DropTable(
                name: "kept_file");

            migrationBuilder.DropTable(
                name: "verification_addition");

            migrationBuilder.DropTable(
                name: "verification");
        }
    }
}
