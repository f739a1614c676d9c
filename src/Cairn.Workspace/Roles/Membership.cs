namespace Cairn.Workspace.Roles;

/// <summary>An account's role in one project.</summary>
public sealed class Membership
{
    public required Guid AccountId { get; init; }
    public required int ProjectId { get; init; }
    public required Role Role { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
