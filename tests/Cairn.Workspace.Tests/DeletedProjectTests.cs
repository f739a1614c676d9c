using Cairn.Events;
using Cairn.Workspace.Projects;

namespace Cairn.Workspace.Tests;

public sealed class DeletedProjectTests
{
    private readonly ManualTime _time = new();
    private readonly List<ProjectId> _erased = [];

    [Fact]
    public async Task A_deleted_project_is_erased_when_its_grace_is_over_and_not_before()
    {
        await using var workspace = await StartAsync();
        var id = await DeletedAsync(workspace, "gone");
        var erase = workspace.Get<EraseProjects>();
        var end = _time.GetUtcNow() + DeleteGrace.Default.Length;

        (await erase.EraseDueAsync(CancellationToken.None)).ShouldBe(end);
        _time.Advance(DeleteGrace.Default.Length - TimeSpan.FromSeconds(1));
        await erase.EraseDueAsync(CancellationToken.None);
        _erased.ShouldBeEmpty();
        (await workspace.Get<RestoreProject>().ListAsync(deletedBy: null, CancellationToken.None)).Single().Slug.ShouldBe("gone");

        _time.Advance(TimeSpan.FromSeconds(1));
        (await erase.EraseDueAsync(CancellationToken.None)).ShouldBeNull();

        _erased.ShouldBe([id]);
        (await workspace.Get<RestoreProject>().ListAsync(deletedBy: null, CancellationToken.None)).ShouldBeEmpty();
        (await workspace.Get<RestoreProject>().RunAsync((int)id.Value, slug: null, CancellationToken.None)).Outcome.ShouldBe(
            Restoring.NotFound
        );
    }

    [Fact]
    public async Task A_project_whose_time_has_come_cannot_be_restored_even_before_it_is_erased()
    {
        await using var workspace = await StartAsync();
        var id = await DeletedAsync(workspace, "late");
        _time.Advance(DeleteGrace.Default.Length);

        var (outcome, _) = await workspace.Get<RestoreProject>().RunAsync((int)id.Value, slug: null, CancellationToken.None);

        outcome.ShouldBe(Restoring.NotFound);
    }

    [Fact]
    public async Task A_restored_project_is_never_erased()
    {
        await using var workspace = await StartAsync();
        var id = await DeletedAsync(workspace, "back");

        (await workspace.Get<RestoreProject>().RunAsync((int)id.Value, slug: null, CancellationToken.None)).Outcome.ShouldBe(
            Restoring.Done
        );
        _time.Advance(TimeSpan.FromDays(30));
        await workspace.Get<EraseProjects>().EraseDueAsync(CancellationToken.None);

        _erased.ShouldBeEmpty();
        workspace.Access.Current.FindProject("back")!.Id.ShouldBe(id);
    }

    [Fact]
    public async Task Who_deleted_it_sees_it_and_nobody_else()
    {
        await using var workspace = await StartAsync();
        var (me, somebody) = (Guid.NewGuid(), Guid.NewGuid());
        await DeletedAsync(workspace, "mine", me);

        (await workspace.Get<RestoreProject>().ListAsync(me, CancellationToken.None)).Count.ShouldBe(1);
        (await workspace.Get<RestoreProject>().ListAsync(somebody, CancellationToken.None)).ShouldBeEmpty();
    }

    private Task<TestWorkspace> StartAsync() =>
        TestWorkspace.StartAsync(
            erase: (project, _) =>
            {
                _erased.Add(project);
                return Task.CompletedTask;
            },
            time: _time
        );

    private static async Task<ProjectId> DeletedAsync(TestWorkspace workspace, string slug, Guid by = default)
    {
        await workspace.CreateProjectAsync(slug);
        var id = workspace.Access.Current.FindProject(slug)!.Id;
        await workspace.Get<DeleteProject>().RunAsync(id, by, now: false, CancellationToken.None);
        return id;
    }
}
