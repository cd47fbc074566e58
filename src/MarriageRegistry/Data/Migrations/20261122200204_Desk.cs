using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MarriageRegistry.Data.Migrations
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "print_round",
                table: "booklet",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "desk_journal",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    registrar_id = table.Column<long>(type: "INTEGER", nullable: true),
                    office_code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: true),
                    act = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    registration_id = table.Column<long>(type: "INTEGER", nullable: true),
                    detail = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    submission_key = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_journal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "office",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_office", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "printed_page",
                columns: table => new
                {
                    booklet_id = table.Column<long>(type: "INTEGER", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    page = table.Column<int>(type: "INTEGER", nullable: false),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    registrar_id = table.Column<long>(type: "INTEGER", nullable: false),
                    printer_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_printed_page", x => new { x.booklet_id, x.round, x.page });
                    table.ForeignKey(
                        name: "FK_printed_page_booklet_booklet_id",
                        column: x => x.booklet_id,
                        principalTable: "booklet",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "printer",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    office_code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    offset_x = table.Column<int>(type: "INTEGER", nullable: false),
                    offset_y = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_printer", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "serial_counter",
                columns: table => new
                {
                    office_code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    letters = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_serial_counter", x => new { x.office_code, x.letters, x.year });
                });

            migrationBuilder.CreateTable(
                name: "registrar",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    account = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    office_code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    sealed_code_key = table.Column<byte[]>(type: "BLOB", maxLength: 400, nullable: false),
                    last_code_step = table.Column<long>(type: "INTEGER", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    locked_until = table.Column<long>(type: "INTEGER", nullable: true),
                    stamp = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registrar", x => x.id);
                    table.ForeignKey(
                        name: "FK_registrar_office_office_code",
                        column: x => x.office_code,
                        principalTable: "office",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_desk_journal_office",
                table: "desk_journal",
                columns: new[] { "office_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_desk_journal_registration",
                table: "desk_journal",
                column: "registration_id");

            migrationBuilder.CreateIndex(
                name: "ux_desk_journal_submission_key",
                table: "desk_journal",
                column: "submission_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_printer_name",
                table: "printer",
                columns: new[] { "office_code", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_registrar_office_code",
                table: "registrar",
                column: "office_code");

            migrationBuilder.CreateIndex(
                name: "ux_registrar_account",
                table: "registrar",
                column: "account",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "desk_journal");

            migrationBuilder.DropTable(
                name: "printed_page");

            migrationBuilder.DropTable(
                name: "printer");

            migrationBuilder.DropTable(
                name: "registrar");

            migrationBuilder.DropTable(
                name: "serial_counter");

            migrationBuilder.DropTable(
                name: "office");

            migrationBuilder.DropColumn(
                name: "print_round",
                table: "booklet");
        }
    }
}
