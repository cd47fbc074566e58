using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NotaryMarriageQuery.Core.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class QuickLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // All of it is derived: the follower reads the evidence anew, and with it the months that were not counted so far.
            foreach (var table in new[] { "act", "act_position", "use_day", "use_hour" })
            {
                migrationBuilder.Sql($"DELETE FROM {table};");
            }

            migrationBuilder.CreateTable(
                name: "use_month",
                columns: table => new
                {
                    org = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    month = table.Column<int>(type: "int", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    status = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<short>(type: "smallint", nullable: false),
                    matter = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    acts = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_use_month", x => new { x.org, x.month, x.kind, x.status, x.reason, x.matter });
                });

            migrationBuilder.CreateIndex(
                name: "IX_act_failed",
                table: "act",
                columns: new[] { "status", "at", "id", "org", "kind", "reason", "matter" },
                filter: "status > 3 AND status <> 9");

            migrationBuilder.CreateIndex(
                name: "IX_act_kind",
                table: "act",
                columns: new[] { "kind", "at", "id", "org", "status", "reason", "matter" },
                filter: "kind <> 3 AND kind <> 12");

            migrationBuilder.CreateIndex(
                name: "IX_act_matter",
                table: "act",
                columns: new[] { "matter", "at", "id", "org", "kind", "status", "reason" },
                filter: "matter <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_act_org_matter",
                table: "act",
                columns: new[] { "org", "matter", "at", "id", "kind", "status", "reason" },
                filter: "matter > ''");

            migrationBuilder.CreateIndex(
                name: "IX_act_reason",
                table: "act",
                columns: new[] { "reason", "at", "id", "org", "kind", "status", "matter" },
                filter: "reason <> 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "use_month");

            migrationBuilder.DropIndex(
                name: "IX_act_failed",
                table: "act");

            migrationBuilder.DropIndex(
                name: "IX_act_kind",
                table: "act");

            migrationBuilder.DropIndex(
                name: "IX_act_matter",
                table: "act");

            migrationBuilder.DropIndex(
                name: "IX_act_org_matter",
                table: "act");

            migrationBuilder.DropIndex(
                name: "IX_act_reason",
                table: "act");
        }
    }
}
