using Cairn.Events.Privacy;

namespace Cairn.Workspace.Privacy;

/// <summary>A row of <c>project_privacy</c>: made by the database with its project.</summary>
public sealed class PrivacyRow
{
    public int ProjectId { get; init; }

    /// <summary>Never leaves the server.</summary>
    public required byte[] HashKey { get; init; }

    /// <summary>JSON; null: the defaults.</summary>
    public string? Redaction { get; set; }

    public string? RedactionUpdatedBy { get; set; }
    public DateTimeOffset? RedactionUpdatedAt { get; set; }
    public required string OptoutSignals { get; set; }
    public bool CookielessIds { get; set; }
    public string? ConsentUpdatedBy { get; set; }
    public DateTimeOffset? ConsentUpdatedAt { get; set; }

    internal ProjectPrivacy ToPrivacy() =>
        new(PolicyJson.Read(Redaction), new ConsentPolicy(PolicyJson.Signals(OptoutSignals) ?? default, CookielessIds), HashKey);
}
