using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NotaryMarriageQuery.Core.Data.Migrations.PostgreSql
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
                    app_key = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    renewing_until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_secret", x => x.app_key);
                });

            migrationBuilder.CreateTable(
                name: "key_erasure",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    period = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_key_erasure", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lookup_form",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    form_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim = table.Column<Guid>(type: "uuid", nullable: false),
                    claimed_at = table.Column<long>(type: "bigint", nullable: false),
                    answer_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    outcome = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lookup_form", x => new { x.session_id, x.form_id });
                });

            migrationBuilder.CreateTable(
                name: "period_key",
                columns: table => new
                {
                    period = table.Column<int>(type: "integer", nullable: false),
                    wrapped = table.Column<byte[]>(type: "bytea", maxLength: 100, nullable: false),
                    erased_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_period_key", x => x.period);
                });

            migrationBuilder.CreateTable(
                name: "session_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_attempt",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
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
