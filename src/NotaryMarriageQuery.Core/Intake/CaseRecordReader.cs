using System.Buffers;
using System.Text.Json;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>Reads the cases of an upload one after the other, without building the document in memory.</summary>
/// <remarks>
/// The whole body was checked before (<see cref="Count"/>): from then on only single records can be wrong. What is not known is passed
/// over, so that an institution's software may send more than is asked for.
/// </remarks>
public sealed class CaseRecordReader
{
    private const int LongestText = 1000;

    private readonly DateOnly _today;
    private ReadOnlySequence<byte> _rest;
    private JsonReaderState _state;
    private int _next;
    private bool _ended;

    /// <param name="body">A body that <see cref="Count"/> has gone through.</param>
    /// <param name="today">The day in China, for dates that may not be later.</param>
    public CaseRecordReader(ReadOnlySequence<byte> body, DateOnly today)
    {
        _today = today;
        var reader = new Utf8JsonReader(body);
        Enter(ref reader);
        (_rest, _state) = (body.Slice(reader.Position), reader.CurrentState);
    }

    /// <summary>Goes through the whole body once; the number of records.</summary>
    /// <exception cref="JsonException">It is no JSON object with an array <c>cases</c>.</exception>
    public static int Count(ReadOnlySequence<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        Enter(ref reader);
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("cases"u8) && reader.CurrentDepth == 1)
            {
                throw new JsonException("There are two arrays of cases.");
            }
        }

        return count;
    }

    /// <summary>Adds up to so many records; false when there are no more.</summary>
    public bool Read(ICollection<CaseRecord> records, int most)
    {
        var reader = new Utf8JsonReader(_rest, isFinalBlock: true, _state);
        for (var i = 0; i < most && !_ended; i++)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                _ended = true;
                break;
            }

            records.Add(ReadRecord(ref reader).ToRecord(_next++, _today));
        }

        (_rest, _state) = (_rest.Slice(reader.Position), reader.CurrentState);
        return !_ended;
    }

    private static void Enter(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The body is no object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCases = reader.ValueTextEquals("cases"u8);
            reader.Read();
            if (isCases)
            {
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    return;
                }

                break;
            }

            reader.Skip();
        }

        throw new JsonException("There is no array of cases.");
    }

    private static CaseFields ReadRecord(ref Utf8JsonReader reader)
    {
        var fields = new CaseFields();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fields.Problem = "案件应为一个对象";
            reader.Skip();
            return fields;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("caseNumber"u8))
            {
                fields.CaseNumber = ReadText(ref reader, fields, "caseNumber");
            }
            else if (reader.ValueTextEquals("version"u8))
            {
                fields.Version = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("matter"u8))
            {
                fields.Matter = ReadText(ref reader, fields, "matter");
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                fields.Status = ReadText(ref reader, fields, "status");
            }
            else if (reader.ValueTextEquals("acceptedOn"u8))
            {
                fields.AcceptedOn = ReadText(ref reader, fields, "acceptedOn");
            }
            else if (reader.ValueTextEquals("certificateNumber"u8))
            {
                fields.CertificateNumber = ReadText(ref reader, fields, "certificateNumber");
            }
            else if (reader.ValueTextEquals("parties"u8))
            {
                ReadParties(ref reader, fields);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return fields;
    }

    private static void ReadParties(ref Utf8JsonReader reader, CaseFields fields)
    {
        fields.Parties.Clear();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            fields.Problem ??= "parties：当事人应为一个数组";
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                fields.Problem ??= "parties：每个当事人应为一个对象";
                reader.Skip();
                continue;
            }

            string? name = null, idNumber = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("name"u8))
                {
                    name = ReadText(ref reader, fields, "name");
                }
                else if (reader.ValueTextEquals("idNumber"u8))
                {
                    idNumber = ReadText(ref reader, fields, "idNumber");
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            fields.Parties.Add((name, idNumber));
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader, CaseFields fields, string field)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when (reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length) > LongestText:
                fields.Problem ??= $"{field}：内容过长";
                return null;
            case JsonTokenType.String:
                try
                {
                    return reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    // Bytes that are no UTF-8, or half of a surrogate pair: nothing else throws this for a string.
                    fields.Problem ??= $"{field}：含有无法识别的字符";
                    return null;
                }

            default:
                fields.Problem ??= $"{field}：应为文字";
                reader.Skip();
                return null;
        }
    }

    private static long? ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
        {
            return number;
        }

        reader.Skip();
        return null;
    }
}
