using System.Net;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>What a call says of itself: the headers as they came, and where it came from.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without the query.</param>
/// <param name="Institution"><c>X-Institution</c>.</param>
/// <param name="Timestamp"><c>X-Timestamp</c>, Unix seconds.</param>
/// <param name="Nonce"><c>X-Nonce</c>.</param>
/// <param name="Signature"><c>X-Signature</c>, Base64.</param>
/// <param name="Address">Address of the caller.</param>
public sealed record IntakeCall(string Method, string Path, string Institution, string Timestamp, string Nonce, string Signature, IPAddress Address);
