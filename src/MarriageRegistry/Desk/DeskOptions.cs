using Microsoft.Extensions.Options;

namespace MarriageRegistry.Desk;

/// <summary>Settings <c>Desk:*</c>: the size of a booklet's inner page and where the code stands on page 5, in millimetres.</summary>
public sealed class DeskOptions
{
    public const string Section = "Desk";

    public double PageWidth { get; set; } = 90;

    public double PageHeight { get; set; } = 125;

    /// <summary>Edge of the code with its quiet zone.</summary>
    public double CodeSize { get; set; } = 26;

    /// <summary>Top of the code on page 5; above it stands the printed text of the law.</summary>
    public double CodeTop { get; set; } = 84;

    /// <summary>First serial of an office in a year.</summary>
    public int FirstSerial { get; set; } = 1;
}

public sealed class DeskOptionsValidator : IValidateOptions<DeskOptions>
{
    private const double TextBelow = 6;

    // 37 modules with the quiet zone; below 0.4 mm a module is not read surely from office printers.
    private const double SmallestCode = 37 * 0.4;

    public ValidateOptionsResult Validate(string? name, DeskOptions options)
    {
        if (options.PageWidth is < 60 or > 210 || options.PageHeight is < 80 or > 297)
        {
            return ValidateOptionsResult.Fail("Desk:PageWidth must lie between 60 and 210, Desk:PageHeight between 80 and 297 millimetres.");
        }

        if (options.CodeSize < SmallestCode || options.CodeSize > options.PageWidth)
        {
            return ValidateOptionsResult.Fail("Desk:CodeSize must lie between 15 millimetres and the width of the page.");
        }

        // E4: the lower part of the page.
        if (options.CodeTop < options.PageHeight / 2 || options.CodeTop + options.CodeSize + TextBelow > options.PageHeight)
        {
            return ValidateOptionsResult.Fail("Desk:CodeTop must put the code and the line below it into the lower half of the page.");
        }

        return options.FirstSerial is < 1 or > 999_999
            ? ValidateOptionsResult.Fail("Desk:FirstSerial must lie between 1 and 999999.")
            : ValidateOptionsResult.Success;
    }
}
