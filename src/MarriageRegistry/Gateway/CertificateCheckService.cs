using System.Globalization;
using CivilIdentity;
using MarriageRegistry.Checks;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Gateway;

/// <summary>A booklet in hand: the text of its code, which may be no code at all, and all that the booklet shows.</summary>
internal sealed record CheckQuestion(string Code, ShownCertificate Shown) : SharedQuestion
{
    public override string LastFour => "";
}

/// <summary>
/// The notary's check of a certificate (E7), for applications that may: <c>code</c>, <c>cert_no</c>, <c>op_date</c> (yyyy-MM-dd) and at least one of
/// <c>name_man</c> and <c>name_woman</c>, as a form or a flat JSON object. It tells what agrees of what was given and never a value of the registry.
/// </summary>
internal sealed class CertificateCheckService : SharedService
{
    private const int LongestCode = 256;

    public override string Name => "hyzewmhy00000001";

    public override bool SignatureInHeaders => true;

    public override bool TakesJson => true;

    public override bool MayBeAskedBy(GatewayApplication application) => application.MayCheckCertificates;

    public override SharedQuestion? Read(GatewayParameters parameters)
    {
        var (number, man, woman) = (parameters.Get("cert_no"), parameters.Get("name_man"), parameters.Get("name_woman"));
        return parameters.Get("code") is { Length: <= LongestCode } code
            && parameters.HasNoneTwice("name_man", "name_woman") && (man ?? woman) is not null && IsNameOrAbsent(man) && IsNameOrAbsent(woman)
            && CertificateNumber.TryParse(number, out _)
            && DateOnly.TryParseExact(parameters.Get("op_date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new CheckQuestion(code, new ShownCertificate(number, man, woman, day))
                : null;
    }

    private static bool IsNameOrAbsent(string? text) => text is null || PersonName.TryParse(text, out _, out _);

    public override Task WriteAsync(HttpResponse response, IReadOnlyList<MarriageRegistration> found, string answerId) =>
        throw new NotSupportedException("A check answers no registrations.");

    public override Task WriteInnerFailureAsync(HttpResponse response) =>
        WriteAsync(response, new CheckResult(false, "数据提供方服务异常", null, null, null, null, null), GatewayWriting.NewId());

    /// <summary>Words what was compared.</summary>
    public static Task WriteAsync(HttpResponse response, DeskOutcome.Checked done) => WriteAsync(
        response,
        new CheckResult(true, null, done.Answer.Outcome.ToWord(), done.Answer.DifferingFields, done.Answer.VoidedBy, done.Answer.Status, done.AnswerId),
        done.AnswerId);

    private static Task WriteAsync(HttpResponse response, CheckResult result, string answerId) =>
        response.WriteAnswerAsync(result, 1, answerId, GatewayJson.Readable.GatewayAnswerCheckResult);
}
