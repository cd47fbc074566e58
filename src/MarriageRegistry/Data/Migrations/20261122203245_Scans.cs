using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MarriageRegistry.Data.Migrations
{
    /// <inheritdoc />
    public partial class Scans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "scan",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    client_kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    client = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    person = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    code_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    differing = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    voided_by = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    answer_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    ask = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scan", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_scan_code",
                table: "scan",
                columns: new[] { "code_hash", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_scan_person",
                table: "scan",
                columns: new[] { "person", "at" });

            migrationBuilder.CreateIndex(
                name: "ux_scan_answer",
                table: "scan",
                column: "answer_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_scan_ask",
                table: "scan",
                column: "ask",
                unique: true);

            // The journal is only added to.
            migrationBuilder.Sql("CREATE TRIGGER scan_never_changed BEFORE UPDATE ON scan BEGIN SELECT RAISE(ABORT, 'The scan journal is only added to.'); END");
            migrationBuilder.Sql("CREATE TRIGGER scan_never_removed BEFORE DELETE ON scan BEGIN SELECT RAISE(ABORT, 'The scan journal is only added to.'); END");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "scan");
        }
    }
}
