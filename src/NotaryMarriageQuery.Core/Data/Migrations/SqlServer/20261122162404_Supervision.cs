using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NotaryMarriageQuery.Core.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Supervision : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "act",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    org = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    actor = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    address = table.Column<string>(type: "nvarchar(45)", maxLength: 45, nullable: false, collation: "Latin1_General_100_BIN2"),
                    case_no = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    matter = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    status = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<short>(type: "smallint", nullable: false),
                    marks = table.Column<short>(type: "smallint", nullable: false),
                    subject = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    outcome_id = table.Column<long>(type: "bigint", nullable: false),
                    views = table.Column<int>(type: "int", nullable: false),
                    prints = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_act", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "act_position",
                columns: table => new
                {
                    writer = table.Column<long>(type: "bigint", nullable: false),
                    last_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_act_position", x => x.writer);
                });

            migrationBuilder.CreateTable(
                name: "alert",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    subject_key = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    day = table.Column<int>(type: "int", nullable: false),
                    org = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    first_at = table.Column<long>(type: "bigint", nullable: false),
                    last_at = table.Column<long>(type: "bigint", nullable: false),
                    acts = table.Column<int>(type: "int", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    owner = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    owner_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_act",
                columns: table => new
                {
                    alert_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    act_id = table.Column<long>(type: "bigint", nullable: false),
                    org = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_act", x => new { x.alert_id, x.act_id });
                });

            migrationBuilder.CreateTable(
                name: "alert_cursor",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    act_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_cursor", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_rule",
                columns: table => new
                {
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    is_on = table.Column<bool>(type: "bit", nullable: false),
                    threshold = table.Column<int>(type: "int", nullable: false),
                    minutes = table.Column<int>(type: "int", nullable: false),
                    from_hour = table.Column<int>(type: "int", nullable: false),
                    to_hour = table.Column<int>(type: "int", nullable: false),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_rule", x => x.kind);
                });

            migrationBuilder.CreateTable(
                name: "register_number",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    act_id = table.Column<long>(type: "bigint", nullable: false),
                    institution_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    number = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    added_at = table.Column<long>(type: "bigint", nullable: false),
                    added_by = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    added_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_register_number", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "saved_filter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    operator_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    name = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    query = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_filter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "use_day",
                columns: table => new
                {
                    org = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    day = table.Column<int>(type: "int", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    status = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<short>(type: "smallint", nullable: false),
                    matter = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    acts = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_use_day", x => new { x.org, x.day, x.kind, x.status, x.reason, x.matter });
                });

            migrationBuilder.CreateTable(
                name: "use_hour",
                columns: table => new
                {
                    org = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    day = table.Column<int>(type: "int", nullable: false),
                    hour = table.Column<short>(type: "smallint", nullable: false),
                    acts = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_use_hour", x => new { x.org, x.day, x.hour });
                });

            migrationBuilder.CreateIndex(
                name: "IX_act_actor",
                table: "act",
                columns: new[] { "actor", "at", "id", "kind", "status", "reason", "matter", "org", "address" });

            migrationBuilder.CreateIndex(
                name: "IX_act_address",
                table: "act",
                columns: new[] { "address", "at", "id", "kind", "status", "reason", "matter", "org" });

            migrationBuilder.CreateIndex(
                name: "IX_act_at",
                table: "act",
                columns: new[] { "at", "id", "org", "kind", "status", "reason", "matter" });

            migrationBuilder.CreateIndex(
                name: "IX_act_case",
                table: "act",
                columns: new[] { "case_no", "at", "id" },
                filter: "case_no <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_act_org",
                table: "act",
                columns: new[] { "org", "at", "id", "kind", "status", "reason", "matter" });

            migrationBuilder.CreateIndex(
                name: "IX_act_subject",
                table: "act",
                columns: new[] { "subject", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_alert_kind_subject_key_day",
                table: "alert",
                columns: new[] { "kind", "subject_key", "day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_alert_last_at_id",
                table: "alert",
                columns: new[] { "last_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_alert_act_org_alert_id",
                table: "alert_act",
                columns: new[] { "org", "alert_id" });

            migrationBuilder.CreateIndex(
                name: "IX_register_number_act_id_added_at",
                table: "register_number",
                columns: new[] { "act_id", "added_at" });

            migrationBuilder.CreateIndex(
                name: "IX_saved_filter_operator_id_name",
                table: "saved_filter",
                columns: new[] { "operator_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_use_day_day_org",
                table: "use_day",
                columns: new[] { "day", "org" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "act");

            migrationBuilder.DropTable(
                name: "act_position");

            migrationBuilder.DropTable(
                name: "alert");

            migrationBuilder.DropTable(
                name: "alert_act");

            migrationBuilder.DropTable(
                name: "alert_cursor");

            migrationBuilder.DropTable(
                name: "alert_rule");

            migrationBuilder.DropTable(
                name: "register_number");

            migrationBuilder.DropTable(
                name: "saved_filter");

            migrationBuilder.DropTable(
                name: "use_day");

            migrationBuilder.DropTable(
                name: "use_hour");
        }
    }
}
