using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MarriageRegistry.Data.Migrations
{
    /// <inheritdoc />
    public partial class InitialRegistry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "answered_lookup",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    answer_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    request_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    service = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    app_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    last_four = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false),
                    result_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_answered_lookup", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "database_mark",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_database_mark", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "quota_use",
                columns: table => new
                {
                    app_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    used = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quota_use", x => new { x.app_key, x.day });
                });

            migrationBuilder.CreateTable(
                name: "registration",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    man_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    man_name_key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    man_id_number = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    man_birth_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    man_nation = table.Column<string>(type: "TEXT", maxLength: 3, nullable: true),
                    woman_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    woman_name_key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    woman_id_number = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    woman_birth_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    woman_nation = table.Column<string>(type: "TEXT", maxLength: 3, nullable: true),
                    certificate_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    office_code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    office_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    registered_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    shared_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registration", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_registration_man_id_number",
                table: "registration",
                column: "man_id_number");

            migrationBuilder.CreateIndex(
                name: "ix_registration_woman_id_number",
                table: "registration",
                column: "woman_id_number");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "answered_lookup");

            migrationBuilder.DropTable(
                name: "database_mark");

            migrationBuilder.DropTable(
                name: "quota_use");

            migrationBuilder.DropTable(
                name: "registration");
        }
    }
}
