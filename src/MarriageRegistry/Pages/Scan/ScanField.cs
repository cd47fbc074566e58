namespace MarriageRegistry.Pages.Scan;

/// <summary>A labelled input of the scan form.</summary>
public sealed record ScanField(string Name, string Label, string Hint, string? Value, string Type = "text");
