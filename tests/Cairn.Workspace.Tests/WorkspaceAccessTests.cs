using Cairn.Events;
using Cairn.Workspace.Access;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;

namespace Cairn.Workspace.Tests;

public sealed class WorkspaceAccessTests
{
    [Fact]
    public async Task A_key_revoked_by_another_server_stops_here()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var project = await workspace.CreateProjectAsync("shop");
        await workspace.RunAsync();
        (await workspace.Get<WriteKeys>().FindAsync(project.WriteKey)).ShouldNotBeNull();
        workspace.Access.Current.FindApiKey(project.ApiKey).ShouldNotBeNull();

        await UntilAsync(workspace, "UPDATE write_keys SET revoked_at = now()", known => known.FindWriteKey(project.WriteKey) is null);
        await UntilAsync(workspace, "UPDATE api_keys SET revoked_at = now()", known => known.FindApiKey(project.ApiKey) is null);
    }

    [Fact]
    public async Task A_project_made_by_another_server_is_known_here()
    {
        await using var here = await TestWorkspace.StartAsync();
        await here.RunAsync();
        await using var there = await TestWorkspace.StartAsync(here.ConnectionString);
        var heard = here.NextReload();

        var project = await there.CreateProjectAsync("elsewhere");

        await heard;
        here.Access.Current.FindProject("elsewhere").ShouldNotBeNull();
        (await here.Get<WriteKeys>().FindAsync(project.WriteKey)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_changed_while_the_connection_was_broken_is_caught_up()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var project = await workspace.CreateProjectAsync("shop");
        await workspace.RunAsync();

        // In one statement, without a notification that anybody could still hear.
        await UntilAsync(
            workspace,
            """
            ALTER TABLE write_keys DISABLE TRIGGER USER;
            UPDATE write_keys SET revoked_at = now();
            ALTER TABLE write_keys ENABLE TRIGGER USER;
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()
            """,
            known => known.FindWriteKey(project.WriteKey) is null
        );
    }

    [Fact]
    public async Task Counting_failed_sign_ins_and_uses_of_keys_wakes_nobody()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.CreateProjectAsync("shop");
        await workspace.RunAsync();
        var reloads = 0;
        workspace.Access.Reloaded += (_, _) => reloads++;

        await workspace.ExecuteAsync("UPDATE api_keys SET last_used_at = now(); UPDATE accounts SET access_failed_count = 3");
        // The notification of this change comes after any of the former.
        await UntilAsync(workspace, "UPDATE projects SET name = 'renamed'", known => known.FindProject("shop")!.Name == "renamed");

        reloads.ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_key_is_answered_without_the_database()
    {
        await using var workspace = await TestWorkspace.StartAsync();

        var find = workspace.Get<WriteKeys>().FindAsync("cwk_unknown-key");

        find.IsCompleted.ShouldBeTrue();
        (await find).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, Role.Viewer, Role.Viewer)]
    [InlineData(Role.Owner, null, Role.Owner)]
    [InlineData(Role.Owner, Role.Viewer, Role.Owner)]
    [InlineData(Role.Viewer, Role.Admin, Role.Admin)]
    public void The_higher_of_the_two_roles_counts(Role? instance, Role? inProject, Role? expected)
    {
        var project = new ProjectId(7);
        var roles = new Dictionary<ProjectId, Role> { [new(8)] = Role.Owner };
        if (inProject is { } role)
            roles[project] = role;

        new Caller(CallerKind.Account, Guid.Empty, "x", instance, roles).RoleIn(project).ShouldBe(expected);
    }

    /// <summary>Runs the change and waits for reloads until it shows.</summary>
    private static async Task UntilAsync(TestWorkspace workspace, string sql, Func<KnownWorkspace, bool> shows)
    {
        var next = workspace.NextReload();
        await workspace.ExecuteAsync(sql);
        while (true)
        {
            await next;
            next = workspace.NextReload();
            if (shows(workspace.Access.Current))
                return;
        }
    }
}
