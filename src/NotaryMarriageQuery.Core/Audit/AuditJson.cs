using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The JSON form of events inside the encrypted detail.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AuditEvent))]
internal sealed partial class AuditJsonContext : JsonSerializerContext;

/// <summary>Turns events into details and back.</summary>
public static class AuditJson
{
    // Chinese text stays itself: escaped it would take twice the room of the 2,000 bytes that a detail has. Pages encode it again.
    private static readonly AuditJsonContext _context = new(new JsonSerializerOptions(AuditJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Cuts a text, between characters, to what takes at most so many bytes in a detail; what is typed may be any text.</summary>
    public static string Shorten(string text, int maxBytes)
    {
        // No UTF-16 unit takes more than the six bytes of its escaped form.
        if (text.Length * 6 <= maxBytes)
        {
            return text;
        }

        int bytes = 0, length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += Encoding.UTF8.GetByteCount(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(rune.ToString()));
            if (bytes > maxBytes)
            {
                return text[..length];
            }

            length += rune.Utf16SequenceLength;
        }

        return text;
    }

    /// <summary>Serialises an event.</summary>
    public static byte[] Write(AuditEvent auditEvent) => JsonSerializer.SerializeToUtf8Bytes(auditEvent, _context.AuditEvent);

    /// <summary>Decrypts and reads the event of a row; null when its period key has been erased.</summary>
    /// <exception cref="CryptographicException">The detail was tampered with.</exception>
    public static AuditEvent? Read(KeyRing keys, AuditEntry entry) =>
        keys.Find(entry.KeyId) is { } period
            ? JsonSerializer.Deserialize(RowCipher.Open(period, entry), _context.AuditEvent)
            : null;
}
