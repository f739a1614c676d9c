using Cairn.Workspace.Access;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;

namespace Cairn.Workspace.Tests;

public sealed class KeyLifeTests
{
    private static readonly Authority _owner = new(Role.Owner, Scopes: null);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_key_that_came_to_its_end_is_told_from_an_unknown_one_for_thirty_days()
    {
        await using var workspace = await TestWorkspace.StartAsync(time: _time);
        var (key, secret) = await MakeAsync(
            workspace,
            KeyKind.Api,
            new()
            {
                Name = "a",
                Role = Role.Viewer,
                ExpiresAt = After(1),
            }
        );
        var (_, write) = await MakeAsync(workspace, KeyKind.Write, new() { Name = "w", ExpiresAt = After(1) });

        _time.Advance(TimeSpan.FromDays(30));
        await workspace.Access.ReloadAsync(CancellationToken.None);
        workspace.Access.Current.FindApiKey(secret)!.ExpiresAt.ShouldBe(key.ExpiresAt);
        workspace.Access.Current.FindWriteKey(write)!.ExpiresAt.ShouldBe(key.ExpiresAt);

        _time.Advance(TimeSpan.FromDays(2));
        await workspace.Access.ReloadAsync(CancellationToken.None);
        workspace.Access.Current.FindApiKey(secret).ShouldBeNull();
        workspace.Access.Current.FindWriteKey(write).ShouldBeNull();
    }

    [Fact]
    public async Task An_open_connection_ends_with_its_key()
    {
        await using var workspace = await TestWorkspace.StartAsync(time: _time);
        var (_, secret) = await MakeAsync(
            workspace,
            KeyKind.Api,
            new()
            {
                Name = "a",
                Role = Role.Viewer,
                ExpiresAt = After(1),
            }
        );
        var caller = workspace.Access.Current.FindApiKey(secret)!;

        workspace.Access.Current.FindAgain(caller, _time.GetUtcNow()).ShouldNotBeNull();
        workspace.Access.Current.FindAgain(caller, After(1)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_made_to_live_for_a_while_has_a_successor_that_lives_as_long()
    {
        await using var workspace = await TestWorkspace.StartAsync(time: _time);
        var (key, _) = await MakeAsync(
            workspace,
            KeyKind.Api,
            new()
            {
                Name = "a",
                Role = Role.Viewer,
                ExpiresAt = After(30),
            }
        );
        var project = workspace.Access.Current.FindProject("shop")!.Id;
        _time.Advance(TimeSpan.FromDays(29.5));

        var rotated = await workspace.Get<RotateKey>().RunAsync(project, key.Id, TimeSpan.FromHours(24), _owner, CancellationToken.None);

        rotated.Key!.ExpiresAt.ShouldBe(After(30));
        rotated.Replaced!.ExpiresAt.ShouldBe(key.ExpiresAt); // it ends before the overlap does, as it was going to
    }

    [Fact]
    public async Task A_service_key_has_no_role_anywhere_and_names_its_project()
    {
        await using var workspace = await TestWorkspace.StartAsync(time: _time);
        var (_, secret) = await MakeAsync(workspace, KeyKind.Service, new() { Name = "s" });
        var project = workspace.Access.Current.FindProject("shop")!.Id;

        var caller = workspace.Access.Current.FindApiKey(secret)!;

        (caller.Kind, caller.RoleIn(project), caller.InstanceRole, caller.ServiceOf).ShouldBe((CallerKind.Service, null, null, project));
        workspace.Access.Current.FindWriteKey(secret)!.IsSecret.ShouldBeTrue();
    }

    private DateTimeOffset After(double days) => _time.GetUtcNow() + TimeSpan.FromDays(days);

    private static async Task<(Key Key, string Secret)> MakeAsync(TestWorkspace workspace, KeyKind kind, KeySettings settings)
    {
        if (workspace.Access.Current.FindProject("shop") is null)
            await workspace.CreateProjectAsync("shop");
        var project = workspace.Access.Current.FindProject("shop")!.Id;
        var made = await workspace.Get<CreateKey>().RunAsync(project, kind, settings, _owner, CancellationToken.None);
        return (made.Key!, made.Secret!);
    }
}
