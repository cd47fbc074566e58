using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NotaryMarriageQuery.Core.Data.Migrations.Sqlite
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
                    operator_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sex = table.Column<int>(type: "INTEGER", nullable: false),
                    post = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    sealed_mobile = table.Column<byte[]>(type: "BLOB", maxLength: 100, nullable: false)
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
                    institution_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    head_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    sealed_phone = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    reported_at = table.Column<long>(type: "INTEGER", nullable: true)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sealed_lines = table.Column<byte[]>(type: "BLOB", nullable: false),
                    digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
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
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    began_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_period", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "report_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    operator_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    sealed_content = table.Column<byte[]>(type: "BLOB", maxLength: 4000, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    filed_by_name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    filed_by = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    filed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    open_subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    decided_by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decision_reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
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
                unique: true);
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
