using System.Security.Cryptography;
using System.Text.Json;
using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>Encrypts what reports hold of people: mobile numbers, telephones, the contents of requests and of uploads that wait.</summary>
public sealed class ReportSecrets(KeyRing keys)
{
    private readonly FieldCipher _cipher = new(keys.FieldKey);

    public byte[] SealMobile(Guid operatorId, string mobile) => _cipher.SealText(mobile, MobilePlace(operatorId));

    /// <exception cref="CryptographicException">The stored value was changed or moved.</exception>
    public string OpenMobile(Custodian custodian) => _cipher.OpenText(custodian.SealedMobile, MobilePlace(custodian.OperatorId));

    public byte[] SealPhone(Guid institutionId, string phone) => _cipher.SealText(phone, PhonePlace(institutionId));

    /// <exception cref="CryptographicException">The stored value was changed or moved.</exception>
    public string OpenPhone(InstitutionReport? report) => report?.SealedPhone is { } box ? _cipher.OpenText(box, PhonePlace(report.InstitutionId)) : "";

    public byte[] Seal(Guid requestId, ReportContent content) => _cipher.Seal(JsonSerializer.SerializeToUtf8Bytes(content, ReportJson.Default.ReportContent), ContentPlace(requestId));

    /// <exception cref="CryptographicException">The stored value was changed or moved.</exception>
    public ReportContent Open(ReportRequest request) =>
        JsonSerializer.Deserialize(_cipher.Open(request.SealedContent, ContentPlace(request.Id)), ReportJson.Default.ReportContent)!;

    public byte[] Seal(Guid importId, IReadOnlyList<ImportedLine> lines) => _cipher.Seal(JsonSerializer.SerializeToUtf8Bytes([.. lines], ReportJson.Default.ListImportedLine), ImportPlace(importId));

    /// <exception cref="CryptographicException">The stored value was changed or moved.</exception>
    public IReadOnlyList<ImportedLine> Open(ReportImport import) =>
        JsonSerializer.Deserialize(_cipher.Open(import.SealedLines, ImportPlace(import.Id)), ReportJson.Default.ListImportedLine)!;

    private static string MobilePlace(Guid operatorId) => $"custodian.mobile:{operatorId}";

    private static string PhonePlace(Guid institutionId) => $"institution_report.phone:{institutionId}";

    private static string ContentPlace(Guid requestId) => $"report_request.content:{requestId}";

    private static string ImportPlace(Guid importId) => $"report_import.lines:{importId}";
}
