using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NotaryMarriageQuery.Core.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Inspections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "inspection",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    from_at = table.Column<long>(type: "bigint", nullable: false),
                    until_at = table.Column<long>(type: "bigint", nullable: false),
                    sample_size = table.Column<int>(type: "integer", nullable: true),
                    sample_percent = table.Column<int>(type: "integer", nullable: true),
                    strata = table.Column<int>(type: "integer", nullable: false),
                    seed = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    planned_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    planned_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    planned_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    changes = table.Column<int>(type: "integer", nullable: false),
                    drawn_at = table.Column<long>(type: "bigint", nullable: true),
                    population_size = table.Column<int>(type: "integer", nullable: true),
                    population_sha256 = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    sample_sha256 = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    checkpoint = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    sealed_conclusion = table.Column<byte[]>(type: "bytea", maxLength: 3000, nullable: true),
                    closed_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    closed_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    closed_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inspection", x => x.id);
                    table.ForeignKey(
                        name: "FK_inspection_institution_owner_id",
                        column: x => x.owner_id,
                        principalTable: "institution",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sanction",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    operator_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    target = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    decision_number = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    sealed_ground = table.Column<byte[]>(type: "bytea", maxLength: 2000, nullable: false),
                    starts_at = table.Column<long>(type: "bigint", nullable: true),
                    ends_at = table.Column<long>(type: "bigint", nullable: true),
                    lifts_id = table.Column<Guid>(type: "uuid", nullable: true),
                    drafted_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    drafted_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    drafted_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    decided_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    decided_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sanction", x => x.id);
                    table.ForeignKey(
                        name: "FK_sanction_institution_institution_id",
                        column: x => x.institution_id,
                        principalTable: "institution",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "inspection_finding",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    inspection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: true),
                    severity = table.Column<int>(type: "integer", nullable: false),
                    sealed_text = table.Column<byte[]>(type: "bytea", maxLength: 2500, nullable: false),
                    recorded_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false),
                    sealed_answer = table.Column<byte[]>(type: "bytea", maxLength: 2500, nullable: true),
                    answered_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    answered_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inspection_finding", x => x.id);
                    table.ForeignKey(
                        name: "FK_inspection_finding_inspection_inspection_id",
                        column: x => x.inspection_id,
                        principalTable: "inspection",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_inspection_finding_institution_institution_id",
                        column: x => x.institution_id,
                        principalTable: "institution",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "inspection_item",
                columns: table => new
                {
                    inspection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    entry_id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    stratum = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    consent = table.Column<int>(type: "integer", nullable: true),
                    genuine = table.Column<int>(type: "integer", nullable: true),
                    party = table.Column<int>(type: "integer", nullable: true),
                    letter = table.Column<int>(type: "integer", nullable: true),
                    sealed_remark = table.Column<byte[]>(type: "bytea", maxLength: 1500, nullable: true),
                    checked_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    checked_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inspection_item", x => new { x.inspection_id, x.position });
                    table.ForeignKey(
                        name: "FK_inspection_item_inspection_inspection_id",
                        column: x => x.inspection_id,
                        principalTable: "inspection",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "inspection_scope",
                columns: table => new
                {
                    inspection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    institution_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inspection_scope", x => new { x.inspection_id, x.institution_id });
                    table.ForeignKey(
                        name: "FK_inspection_scope_inspection_inspection_id",
                        column: x => x.inspection_id,
                        principalTable: "inspection",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_inspection_scope_institution_institution_id",
                        column: x => x.institution_id,
                        principalTable: "institution",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_inspection_owner_id_planned_at",
                table: "inspection",
                columns: new[] { "owner_id", "planned_at" });

            migrationBuilder.CreateIndex(
                name: "IX_inspection_finding_inspection_id_recorded_at",
                table: "inspection_finding",
                columns: new[] { "inspection_id", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "IX_inspection_finding_institution_id_recorded_at",
                table: "inspection_finding",
                columns: new[] { "institution_id", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "IX_inspection_scope_institution_id",
                table: "inspection_scope",
                column: "institution_id");

            migrationBuilder.CreateIndex(
                name: "IX_sanction_institution_id_drafted_at",
                table: "sanction",
                columns: new[] { "institution_id", "drafted_at" });

            migrationBuilder.CreateIndex(
                name: "IX_sanction_lifts_id",
                table: "sanction",
                column: "lifts_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "inspection_finding");

            migrationBuilder.DropTable(
                name: "inspection_item");

            migrationBuilder.DropTable(
                name: "inspection_scope");

            migrationBuilder.DropTable(
                name: "sanction");

            migrationBuilder.DropTable(
                name: "inspection");
        }
    }
}
