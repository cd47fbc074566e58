using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NotaryMarriageQuery.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Instances : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "gateway_secret",
                columns: table => new
                {
                    app_key = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "BLOB", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    renewing_until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_secret", x => x.app_key);
                });

            migrationBuilder.CreateTable(
                name: "key_erasure",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    period = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    proposed_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    proposed_by_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_key_erasure", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lookup_form",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    form_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    claim = table.Column<Guid>(type: "TEXT", nullable: false),
                    claimed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    answer_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lookup_form", x => new { x.session_id, x.form_id });
                });

            migrationBuilder.CreateTable(
                name: "period_key",
                columns: table => new
                {
                    period = table.Column<int>(type: "INTEGER", nullable: false),
                    wrapped = table.Column<byte[]>(type: "BLOB", maxLength: 100, nullable: false),
                    erased_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_period_key", x => x.period);
                });

            migrationBuilder.CreateTable(
                name: "session_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_attempt",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    address = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_attempt", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_key_erasure_period",
                table: "key_erasure",
                column: "period",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_lookup_form_claimed_at",
                table: "lookup_form",
                column: "claimed_at");

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_attempt_address_at",
                table: "sign_in_attempt",
                columns: new[] { "address", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_attempt_at",
                table: "sign_in_attempt",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "gateway_secret");

            migrationBuilder.DropTable(
                name: "key_erasure");

            migrationBuilder.DropTable(
                name: "lookup_form");

            migrationBuilder.DropTable(
                name: "period_key");

            migrationBuilder.DropTable(
                name: "session_key");

            migrationBuilder.DropTable(
                name: "sign_in_attempt");
        }
    }
}
