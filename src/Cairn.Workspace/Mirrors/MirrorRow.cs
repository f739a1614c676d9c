namespace Cairn.Workspace.Mirrors;

/// <summary>A row of <c>mirrors</c>: where a project's old vendor takes what the project receives.</summary>
public sealed class MirrorRow
{
    public int ProjectId { get; init; }

    /// <summary>A wire format, or any; null: accepted events are forwarded.</summary>
    public string? Format { get; set; }

    /// <summary>posthog; null: requests are mirrored.</summary>
    public string? Forward { get; set; }

    public required string Url { get; set; }

    /// <summary>The vendor's key under the master key, bound to the project; null: none.</summary>
    public byte[]? SealedKey { get; set; }

    /// <summary>Its last four characters, to know it by.</summary>
    public string? KeyEnd { get; set; }

    public bool IsRedacted { get; set; }
    public bool PassesAddress { get; set; }
    public bool IsOn { get; set; }

    /// <summary>The account or key, by name.</summary>
    public required string UpdatedBy { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
