using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MarriageRegistry.Data.Migrations
{
    /// <inheritdoc />
    public partial class Booklets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "replaces_id",
                table: "registration",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "booklet",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    registration_id = table.Column<long>(type: "INTEGER", nullable: false),
                    holder = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    digest = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    voided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    printed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    printing_number = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_booklet", x => x.id);
                    table.ForeignKey(
                        name: "FK_booklet_registration_registration_id",
                        column: x => x.registration_id,
                        principalTable: "registration",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_registration_certificate_number",
                table: "registration",
                column: "certificate_number");

            migrationBuilder.CreateIndex(
                name: "ix_registration_replaces_id",
                table: "registration",
                column: "replaces_id");

            migrationBuilder.CreateIndex(
                name: "ix_booklet_registration_id",
                table: "booklet",
                column: "registration_id");

            migrationBuilder.CreateIndex(
                name: "ux_booklet_code",
                table: "booklet",
                column: "code",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_registration_registration_replaces_id",
                table: "registration",
                column: "replaces_id",
                principalTable: "registration",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_registration_registration_replaces_id",
                table: "registration");

            migrationBuilder.DropTable(
                name: "booklet");

            migrationBuilder.DropIndex(
                name: "ix_registration_certificate_number",
                table: "registration");

            migrationBuilder.DropIndex(
                name: "ix_registration_replaces_id",
                table: "registration");

            migrationBuilder.DropColumn(
                name: "replaces_id",
                table: "registration");
        }
    }
}
