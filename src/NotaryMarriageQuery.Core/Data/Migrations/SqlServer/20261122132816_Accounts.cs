using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NotaryMarriageQuery.Core.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Accounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "AcceptedTerms",
                table: "operator",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "AcceptedTermsAt",
                table: "operator",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RetiredAt",
                table: "operator",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Head",
                table: "institution",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "institution",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "StateChangedAt",
                table: "account",
                type: "datetime2",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "anomaly_report",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    sealed_text = table.Column<byte[]>(type: "varbinary(1400)", maxLength: 1400, nullable: false),
                    institution_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    operator_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    reported_by = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    reported_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    reported_at = table.Column<long>(type: "bigint", nullable: false),
                    handled_at = table.Column<long>(type: "bigint", nullable: true),
                    handled_by = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    note = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_anomaly_report", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "approval",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    target_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    target = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    detail = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    asked_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    asked_by = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    asked_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    asked_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    decided_by = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    decided_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "looked_up_case",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    institution_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    first_at = table.Column<long>(type: "bigint", nullable: false),
                    last_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_looked_up_case", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "terms_version",
                columns: table => new
                {
                    number = table.Column<int>(type: "int", nullable: false),
                    text = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    published_at = table.Column<long>(type: "bigint", nullable: false),
                    published_by = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_terms_version", x => x.number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_anomaly_report_handled_at_reported_at",
                table: "anomaly_report",
                columns: new[] { "handled_at", "reported_at" });

            migrationBuilder.CreateIndex(
                name: "IX_anomaly_report_operator_id",
                table: "anomaly_report",
                column: "operator_id");

            migrationBuilder.CreateIndex(
                name: "IX_approval_asked_at",
                table: "approval",
                column: "asked_at");

            migrationBuilder.CreateIndex(
                name: "IX_looked_up_case_first_at_case_id",
                table: "looked_up_case",
                columns: new[] { "first_at", "case_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "anomaly_report");

            migrationBuilder.DropTable(
                name: "approval");

            migrationBuilder.DropTable(
                name: "looked_up_case");

            migrationBuilder.DropTable(
                name: "terms_version");

            migrationBuilder.DropColumn(
                name: "AcceptedTerms",
                table: "operator");

            migrationBuilder.DropColumn(
                name: "AcceptedTermsAt",
                table: "operator");

            migrationBuilder.DropColumn(
                name: "RetiredAt",
                table: "operator");

            migrationBuilder.DropColumn(
                name: "Head",
                table: "institution");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "institution");

            migrationBuilder.DropColumn(
                name: "StateChangedAt",
                table: "account");
        }
    }
}
