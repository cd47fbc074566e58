using System.Text;

namespace NotaryMarriageQuery.Portal;

/// <summary>Names are compared after Unicode composition; a platform without its tables would compare them wrongly and say nothing.</summary>
internal static class UnicodeCheck
{
    /// <exception cref="InvalidOperationException">The platform does not compose.</exception>
    public static void Run()
    {
        if ("\uF91D".Normalize(NormalizationForm.FormC) != "\u6B04")
        {
            throw new InvalidOperationException("运行环境缺少 Unicode 规范化（ICU）。请安装 libicu，且不要设置 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT。");
        }
    }
}
