using MarriageRegistry.Checks;
using MarriageRegistry.Scanning;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MarriageRegistry.Pages.Scan;

/// <summary>Sends people to the identity provider, and says why they are here again.</summary>
public sealed class SignInModel : PageModel
{
    [BindProperty(SupportsGet = true, Name = "problem")]
    public string? Reason { get; set; }

    public string? Problem => Reason switch
    {
        ScanRefusal.LowAssurance => "本次认证的级别不足，不能识别证书。请重新认证，并完成人脸核验。",
        ScanRefusal.IdentityExpired => "本次认证已过期，请重新认证。",
        ScanRefusal.IdentityUnverified => "实名认证没有完成，请重新认证。",
        ScanSession.Expired => "实名认证的有效时间已过，请重新认证后再扫码。",
        _ => null,
    };
}
