using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>The statements by which cases are written, prepared for one transaction.</summary>
/// <remarks>Beside EF because its tracking takes several times as long as the database itself, and an upload brings thousands (decision 0002).</remarks>
internal sealed class CaseCommands(DbConnection connection, DbTransaction transaction, CaseSecrets secrets, DateTimeOffset now) : IDisposable
{
    private readonly DbCommand _insert = Make(connection, transaction, """
        INSERT INTO notarial_case ("Id", "InstitutionId", "Number", "Version", "Matter", "AcceptedOn", "IsOpen", "EnteredAt", "UploadedAt", "CertificateNumber")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)
        """);

    private readonly DbCommand _update = Make(connection, transaction, """
        UPDATE notarial_case SET "Version" = @p2, "Matter" = @p3, "AcceptedOn" = @p4, "UploadedAt" = @p5, "CertificateNumber" = @p6
        WHERE "Id" = @p0 AND "Version" = @p1
        """);

    private readonly DbCommand _close = Make(connection, transaction, """UPDATE notarial_case SET "IsOpen" = @p1 WHERE "Id" = @p0""");

    private readonly DbCommand _settle = Make(connection, transaction, "DELETE FROM looked_up_case WHERE case_id = @p0");

    private readonly DbCommand _removeParties = Make(connection, transaction, """DELETE FROM case_party WHERE "CaseId" = @p0""");

    private readonly DbCommand _addParty = Make(connection, transaction, """
        INSERT INTO case_party ("Id", "CaseId", "IdIndex", "SealedName", "SealedIdNumber") VALUES (@p0, @p1, @p2, @p3, @p4)
        """);

    /// <summary>Writes a case that is new or changed.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Its version is not the one any more that was read.</exception>
    public async Task WriteAsync(Guid institutionId, PendingCase changed)
    {
        if (changed.Content is { } content)
        {
            object certificate = content.CertificateNumber is { } number ? number : DBNull.Value;
            if (changed.StoredVersion is not { } stored)
            {
                await RunAsync(
                    _insert, changed.Id, institutionId, changed.Number, content.Version, content.Matter, content.AcceptedOn, true, now.UtcDateTime, now.ToUnixMicroseconds(), certificate);
            }
            else if (await RunAsync(_update, changed.Id, stored, content.Version, content.Matter, content.AcceptedOn, now.ToUnixMicroseconds(), certificate) == 0)
            {
                throw new DbUpdateConcurrencyException("The case was changed meanwhile.");
            }
            else
            {
                await RunAsync(_removeParties, changed.Id);
                if (content.CertificateNumber is not null)
                {
                    // Uploaded again and with its certificate: what a lookup was for has come to its end (Core/Supervision).
                    await RunAsync(_settle, changed.Id);
                }
            }

            foreach (var party in content.Parties.Select(p => secrets.Seal(changed.Id, p.Name, p.Id)))
            {
                await RunAsync(_addParty, party.Id, party.CaseId, party.IdIndex, party.SealedName, party.SealedIdNumber);
            }
        }

        // Never the other way: what somebody else closes meanwhile stays closed.
        if (!changed.IsOpen)
        {
            await RunAsync(_close, changed.Id, false);
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
        _close.Dispose();
        _settle.Dispose();
        _removeParties.Dispose();
        _addParty.Dispose();
    }

    private static DbCommand Make(DbConnection connection, DbTransaction transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }

    private static Task<int> RunAsync(DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (command.Parameters.Count == i)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@p{i}");
                command.Parameters.Add(parameter);
            }

            command.Parameters[i].Value = values[i];
        }

        return command.ExecuteNonQueryAsync();
    }
}
