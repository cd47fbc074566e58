using System.Globalization;
using System.Text.Json;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Gateway;

/// <summary>
/// The national verification of one person, relayed by the province. <c>name_man</c> and <c>cert_num_man</c> of the question
/// hold the person asked about, man or woman; in the records they hold the man. <c>datas</c> is text to be parsed again.
/// </summary>
internal sealed class NationalVerificationService : SharedService
{
    public override string Name => "hydjxxhy00000001";

    public override bool SignatureInHeaders => true;

    public override SharedQuestion? Read(GatewayParameters parameters) =>
        Question(parameters.Get("cert_num_man"), parameters.Get("name_man"));

    public override Task WriteAsync(HttpResponse response, IReadOnlyList<MarriageRegistration> found, string answerId) =>
        WriteAsync(response, new NationalResult(true, "", found.Select(ToRecord).ToArray()), answerId);

    public override Task WriteInnerFailureAsync(HttpResponse response) =>
        WriteAsync(response, new NationalResult(false, "数据提供方服务异常", []), GatewayWriting.NewId());

    private static Task WriteAsync(HttpResponse response, NationalResult result, string answerId) => response.WriteAnswerAsync(
        JsonSerializer.Serialize(result, GatewayJson.Readable.NationalResult), result.Data.Count, answerId, GatewayJson.Readable.GatewayAnswerString);

    private static NationalRecord ToRecord(MarriageRegistration registration) => new(
        registration.Man.Name,
        registration.Man.IdNumber,
        Day(registration.Man.BirthDate),
        registration.Man.Nation,
        registration.Woman.Name,
        registration.Woman.IdNumber,
        Day(registration.Woman.BirthDate),
        registration.Woman.Nation,
        registration.CertificateNumber,
        registration.OfficeCode,
        registration.OfficeName,
        Day(registration.RegisteredOn)!,
        registration.Kind.ToCode(),
        registration.Remark);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
