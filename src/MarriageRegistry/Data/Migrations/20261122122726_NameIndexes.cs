using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MarriageRegistry.Data.Migrations
{
    /// <inheritdoc />
    public partial class NameIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_registration_man_name_key",
                table: "registration",
                column: "man_name_key");

            migrationBuilder.CreateIndex(
                name: "ix_registration_woman_name_key",
                table: "registration",
                column: "woman_name_key");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_registration_man_name_key",
                table: "registration");

            migrationBuilder.DropIndex(
                name: "ix_registration_woman_name_key",
                table: "registration");
        }
    }
}
