using System.Text.Json.Serialization;
using CivilIdentity;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>A line of 附件2. Sex, post and mobile are missing where the province enrolled a person by itself.</summary>
public sealed record CustodianLine(string Name, Sex? Sex, string Post, string Mobile);

/// <summary>A line of 附件4: 信息化建设负责人姓名, 电话, 服务器专网IP地址.</summary>
public sealed record InfrastructureLine(string HeadName, string Phone, string Address);

/// <summary>A registered workstation: its address or network in CIDR form, and where it stands.</summary>
public sealed record WorkstationLine(string Network, string Label);

/// <summary>What a request changes; nothing before for somebody new, nothing after for somebody who goes.</summary>
public sealed record ReportContent
{
    public CustodianLine? PersonBefore { get; init; }

    public CustodianLine? PersonAfter { get; init; }

    public InfrastructureLine? FormBefore { get; init; }

    public InfrastructureLine? FormAfter { get; init; }

    public WorkstationLine? WorkstationBefore { get; init; }

    public WorkstationLine? WorkstationAfter { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReportContent))]
[JsonSerializable(typeof(List<ImportedLine>))]
internal sealed partial class ReportJson : JsonSerializerContext;
