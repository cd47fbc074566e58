using System.Globalization;
using System.Text;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>One inspection: its plan and seed, the draw, the checklist, the findings, the closing.</summary>
public sealed class InspectionModel(InspectionBook book, InspectionPlanning planning, InspectionWork work) : PageModel
{
    private const string SomebodyWasFirst = "这项检查刚由他人办理过，或状态已变，请核对下面的最新情况后重试";

    private static readonly InlineValidator<InspectionModel> _validator = new()
    {
        v => v.RuleFor(m => m.Conclusion).LongText("请填写结论", Inspection.ConclusionMaxLength, "结论"),
    };

    [BindProperty]
    public string? Conclusion { get; set; }

    /// <summary>What the closing inspector has seen of it.</summary>
    [BindProperty]
    public string? Changes { get; set; }

    public InspectionDetail Detail { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid inspection, CancellationToken cancellationToken) => await LoadAsync(inspection, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnGetPopulationAsync(Guid inspection, CancellationToken cancellationToken) =>
        await book.PopulationAsync(inspection, HttpContext.Actor(), cancellationToken) is { } text ? File(Encoding.ASCII.GetBytes(text), "text/csv; charset=utf-8", "population.csv") : NotFound();

    public async Task<IActionResult> OnPostDrawAsync(Guid inspection, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        return await TryAsync(() => planning.DrawAsync(inspection, HttpContext.Actor(), cancellationToken), DrawOutcome.DrawnAlready) switch
        {
            DrawOutcome.Drawn => Redirect($"/supervision/inspections/{inspection}"),
            DrawOutcome.TooMany => await AgainAsync(inspection, $"查询超过 {InspectionPopulation.Most} 条，或样本超过 {Inspection.MostItems} 条，请缩短期间或减少抽取，另行制定检查", cancellationToken),
            DrawOutcome.DrawnAlready => await AgainAsync(inspection, SomebodyWasFirst, cancellationToken),
            _ => NotFound(),
        };
    }

    public async Task<IActionResult> OnPostAsync(Guid inspection, CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            return await LoadAsync(inspection, cancellationToken) ? this.Again() : NotFound();
        }

        var changes = int.TryParse(Changes, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : -1;
        return await TryAsync(() => work.CloseAsync(inspection, Conclusion!.Trim(), changes, HttpContext.Actor(), cancellationToken), InspectionOutcome.Changed) switch
        {
            InspectionOutcome.Done => Redirect($"/supervision/inspections/{inspection}"),
            InspectionOutcome.NotChecked => await AgainAsync(inspection, "检查清单还有未检查的查询，不能办结", cancellationToken),
            InspectionOutcome.Changed => await AgainAsync(inspection, SomebodyWasFirst, cancellationToken),
            _ => NotFound(),
        };
    }

    private static async Task<T> TryAsync<T>(Func<Task<T>> act, T otherwise)
    {
        try
        {
            return await act();
        }
        catch (DbUpdateConcurrencyException)
        {
            return otherwise;
        }
    }

    private async Task<IActionResult> AgainAsync(Guid id, string message, CancellationToken cancellationToken) =>
        await LoadAsync(id, cancellationToken) ? this.Again("", message, StatusCodes.Status409Conflict) : NotFound();

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await book.OpenAsync(id, AuditKind.View, HttpContext.Actor(), cancellationToken) is not { } detail)
        {
            return false;
        }

        Detail = detail;
        return true;
    }
}
