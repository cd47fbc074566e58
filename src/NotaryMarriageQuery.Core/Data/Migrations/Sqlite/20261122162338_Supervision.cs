using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NotaryMarriageQuery.Core.Data.Migrations.Sqlite
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
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<short>(type: "INTEGER", nullable: false),
                    org = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 45, nullable: false),
                    case_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    matter = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    status = table.Column<short>(type: "INTEGER", nullable: false),
                    reason = table.Column<short>(type: "INTEGER", nullable: false),
                    marks = table.Column<short>(type: "INTEGER", nullable: false),
                    subject = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    outcome_id = table.Column<long>(type: "INTEGER", nullable: false),
                    views = table.Column<int>(type: "INTEGER", nullable: false),
                    prints = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_act", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "act_position",
                columns: table => new
                {
                    writer = table.Column<long>(type: "INTEGER", nullable: false),
                    last_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_act_position", x => x.writer);
                });

            migrationBuilder.CreateTable(
                name: "alert",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<short>(type: "INTEGER", nullable: false),
                    subject_key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    org = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    first_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false),
                    acts = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<short>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    owner_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_act",
                columns: table => new
                {
                    alert_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    act_id = table.Column<long>(type: "INTEGER", nullable: false),
                    org = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_act", x => new { x.alert_id, x.act_id });
                });

            migrationBuilder.CreateTable(
                name: "alert_cursor",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    act_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_cursor", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_rule",
                columns: table => new
                {
                    kind = table.Column<short>(type: "INTEGER", nullable: false),
                    is_on = table.Column<bool>(type: "INTEGER", nullable: false),
                    threshold = table.Column<int>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    from_hour = table.Column<int>(type: "INTEGER", nullable: false),
                    to_hour = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_rule", x => x.kind);
                });

            migrationBuilder.CreateTable(
                name: "register_number",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    act_id = table.Column<long>(type: "INTEGER", nullable: false),
                    institution_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    added_by = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    added_by_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_register_number", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "saved_filter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    operator_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    query = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_filter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "use_day",
                columns: table => new
                {
                    org = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<short>(type: "INTEGER", nullable: false),
                    status = table.Column<short>(type: "INTEGER", nullable: false),
                    reason = table.Column<short>(type: "INTEGER", nullable: false),
                    matter = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    acts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_use_day", x => new { x.org, x.day, x.kind, x.status, x.reason, x.matter });
                });

            migrationBuilder.CreateTable(
                name: "use_hour",
                columns: table => new
                {
                    org = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    hour = table.Column<short>(type: "INTEGER", nullable: false),
                    acts = table.Column<int>(type: "INTEGER", nullable: false)
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
