using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Every error that has no page of its own: what happened and what to do, never a stack.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    private static readonly Dictionary<int, (string Title, string Advice)> _texts = new()
    {
        [400] = ("表单已失效", "页面停留过久，或提交的内容不完整。请返回重新打开页面后再提交；您的操作没有执行。"),
        [403] = ("没有权限", "您的账户不能使用这个页面。如工作需要，请联系省厅账户管理员。"),
        [404] = ("没有找到", "页面不存在，或不属于本机构。请从首页重新进入。"),
        [405] = ("不能这样提交", "请从页面上的按钮操作。"),
        [409] = ("内容已被他人修改", "您打开页面之后，别人修改了同一内容。请重新打开页面，核对后再操作；您的修改没有保存。"),
        [413] = ("提交的内容过大", "请缩短填写的内容后重新提交；您的操作没有执行。"),
        [415] = ("不能这样提交", "请从页面上的按钮操作。"),
        [429] = ("操作过于频繁", "一分钟内的操作次数超过上限，请稍候再试。"),
        [503] = ("暂时不能使用", "存证或数据库暂时无法写入。为保证每次操作都有记录，系统已停止查询和修改。请稍候再试；持续出现请联系省厅。"),
    };

    private static readonly (string Title, string Advice) _unexpected =
        ("系统出错", "系统出现意外错误，您的操作可能没有执行。请返回首页核对后再试；再次出现请联系省厅，并告知发生的时间。");

    public string Title { get; private set; } = "";

    public string Advice { get; private set; } = "";

    /// <summary>Before whatever handler, because an error page is shown for every method.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var code = int.TryParse(RouteData.Values["code"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : (int?)null;

        // Asked for by its own address the page is a page that does not exist.
        var status = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null ? StatusCodes.Status404NotFound : code ?? 404;
        Response.StatusCode = status;
        (Title, Advice) = (HttpContext.Items[typeof(AccessProblem)] ?? HttpContext.Items[typeof(SealingProblem)]) switch
        {
            SealingProblem problem => (SealingText.Of(problem), SealingText.Advice(problem)),
            AccessProblem.WorkstationNotRegistered => ("本机不是登记的工作站", "只能在机构办公场所内登记的固定计算机上使用。如本机应当登记，请联系省厅账户管理员。"),
            AccessProblem.WorkstationChanged => ("工作站已变更", "登录后计算机的地址发生了变化。请退出后在本机重新登录。"),
            _ => _texts.GetValueOrDefault(status, _unexpected),
        };
        context.Result = Page();
    }
}
