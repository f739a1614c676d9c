using Cairn.Events;
using Cairn.Workspace.Projects;

namespace Cairn.Workspace.Tests;

public sealed class EraseProjectsTests
{
    [Fact]
    public async Task A_deleted_project_is_erased_from_every_store()
    {
        var erased = new TaskCompletionSource<ProjectId>();
        await using var workspace = await TestWorkspace.StartAsync(
            erase: (project, _) =>
            {
                erased.TrySetResult(project);
                return Task.CompletedTask;
            }
        );
        await workspace.CreateProjectAsync("kept");
        await workspace.CreateProjectAsync("deleted");
        await workspace.RunAsync();
        var id = workspace.Access.Current.FindProject("deleted")!.Id;

        await workspace.Get<DeleteProject>().RunAsync(id, Guid.Empty, now: true, CancellationToken.None);

        (await erased.Task.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBe(id);
    }

    [Fact]
    public async Task What_a_store_could_not_erase_is_erased_after_a_restart()
    {
        var tried = new TaskCompletionSource();
        string database;
        ProjectId id;
        await using (
            var first = await TestWorkspace.StartAsync(
                erase: (_, _) =>
                {
                    tried.TrySetResult();
                    throw new IOException("The store is away.");
                }
            )
        )
        {
            database = first.ConnectionString;
            await first.CreateProjectAsync("deleted");
            await first.RunAsync();
            id = first.Access.Current.FindProject("deleted")!.Id;
            await first.Get<DeleteProject>().RunAsync(id, Guid.Empty, now: true, CancellationToken.None);
            await tried.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }

        var erased = new TaskCompletionSource<ProjectId>();
        await using var second = await TestWorkspace.StartAsync(
            database,
            (project, _) =>
            {
                erased.TrySetResult(project);
                return Task.CompletedTask;
            }
        );
        await second.RunAsync();

        (await erased.Task.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBe(id);
    }

    [Fact]
    public async Task An_id_is_never_given_again()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.CreateProjectAsync("again");
        var first = workspace.Access.Current.FindProject("again")!.Id;
        await workspace.Get<DeleteProject>().RunAsync(first, Guid.Empty, now: true, CancellationToken.None);

        await workspace.CreateProjectAsync("again");

        workspace.Access.Current.FindProject("again")!.Id.Value.ShouldBeGreaterThan(first.Value);
    }
}
