namespace Cairn.Workspace.Keys;

/// <summary>A public key that may only send events: <c>cwk_…</c>.</summary>
public sealed class WriteKey : Key
{
    public required int ProjectId { get; init; }

    /// <summary>Kept as it is.</summary>
    public required string Key { get; init; }

    /// <summary>As <see cref="Events.AllowedOrigins"/> reads them; null: any page may send.</summary>
    public string[]? Origins { get; set; }

    /// <summary>With <see cref="Origins"/>: whether requests without an Origin (servers, apps) pass too.</summary>
    public bool AllowWithoutOrigin { get; set; }

    /// <summary>As <see cref="Events.AllowedEvents"/> reads them; null: any event.</summary>
    public string[]? EventNames { get; set; }
}
