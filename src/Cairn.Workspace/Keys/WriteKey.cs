namespace Cairn.Workspace.Keys;

/// <summary>A public key that may only send events: <c>cwk_…</c>.</summary>
public sealed class WriteKey
{
    public required Guid Id { get; init; }
    public required int ProjectId { get; init; }
    public required string Name { get; set; }
    public required string Key { get; init; }

    /// <summary>Events per second this key may send; null: no bound.</summary>
    public int? EventsPerSecond { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
}
