using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Core.Assistance;

/// <summary>Encrypts what an application holds of people: facts, what was found, the answer, remarks.</summary>
public sealed class AssistanceSecrets(KeyRing keys)
{
    private readonly FieldCipher _cipher = new(keys.FieldKey);

    public byte[] SealFacts(Guid id, AssistanceFacts facts) =>
        _cipher.Seal(JsonSerializer.SerializeToUtf8Bytes(facts, AssistanceJsonContext.Default.AssistanceFacts), AssistanceApplication.Place(id, "facts"));

    public AssistanceFacts OpenFacts(AssistanceApplication application) => JsonSerializer.Deserialize(
        _cipher.Open(application.SealedFacts, AssistanceApplication.Place(application.Id, "facts")), AssistanceJsonContext.Default.AssistanceFacts)!;

    public byte[] SealFound(Guid id, ShownAnswer found) => Seal(id, "found", found);

    public ShownAnswer? OpenFound(AssistanceApplication application) => Open(application.Id, "found", application.SealedFound);

    public byte[] SealAnswer(Guid id, ShownAnswer answer) => Seal(id, "answer", answer);

    public ShownAnswer? OpenAnswer(AssistanceApplication application) => Open(application.Id, "answer", application.SealedAnswer);

    public byte[] SealRemark(Guid id, string remark) => _cipher.SealText(remark, AssistanceApplication.Place(id, "remark"));

    public string OpenRemark(AssistanceApplication application) =>
        application.SealedRemark is { } remark ? _cipher.OpenText(remark, AssistanceApplication.Place(application.Id, "remark")) : "";

    /// <summary>Keyed digest of a text or an answer, for the evidence: it can be compared and not guessed.</summary>
    public string Digest(string text) => Digest(Encoding.UTF8.GetBytes(text));

    public string Digest(ShownAnswer answer) => Digest(JsonSerializer.SerializeToUtf8Bytes(answer, AnswerJsonContext.Default.ShownAnswer));

    private string Digest(byte[] bytes) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.MacKey, bytes));

    private byte[] Seal(Guid id, string column, ShownAnswer answer) =>
        _cipher.Seal(JsonSerializer.SerializeToUtf8Bytes(answer, AnswerJsonContext.Default.ShownAnswer), AssistanceApplication.Place(id, column));

    private ShownAnswer? Open(Guid id, string column, byte[]? box) =>
        box is null ? null : JsonSerializer.Deserialize(_cipher.Open(box, AssistanceApplication.Place(id, column)), AnswerJsonContext.Default.ShownAnswer);
}
