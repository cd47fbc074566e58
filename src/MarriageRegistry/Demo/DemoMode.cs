namespace MarriageRegistry.Demo;

/// <summary>Setting <c>Demo:Enabled</c>: invented people, a known key, faults on order. Never beside real records.</summary>
internal static class DemoMode
{
    public static bool IsEnabled(IConfiguration configuration) => configuration.GetValue("Demo:Enabled", defaultValue: false);
}
