using Cairn.Events;
using Cairn.Query.Running;

namespace Cairn.Query.Tests.Running;

public sealed class FairPlacesTests
{
    private static readonly ProjectId _heavy = new(1);
    private static readonly ProjectId _light = new(2);
    private static readonly ProjectId _other = new(3);

    [Fact]
    public async Task One_project_never_takes_the_last_place()
    {
        var places = new FairPlaces(4, 3);
        var heavy = Enumerable.Range(0, 10).Select(_ => EnterAsync(places, _heavy)).ToArray();

        heavy.Count(t => t.IsCompleted).ShouldBe(3);
        (await EnterAsync(places, _light)).ShouldNotBeNull();
        heavy.Count(t => t.IsCompleted).ShouldBe(3);
    }

    [Fact]
    public async Task Projects_that_wait_are_let_in_by_turns()
    {
        var places = new FairPlaces(1, 1);
        var first = await EnterAsync(places, _heavy);
        var order = new List<string>();
        var waiting = new List<Task<IDisposable>>();
        foreach (var (project, name) in new[] { (_heavy, "h1"), (_heavy, "h2"), (_heavy, "h3"), (_light, "l1"), (_other, "o1") })
            waiting.Add(NoteAsync(EnterAsync(places, project), name));

        first.Dispose();
        foreach (var task in (int[])[0, 3, 4, 1, 2])
            (await waiting[task].WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
        order.ShouldBe(["h1", "l1", "o1", "h2", "h3"]);

        async Task<IDisposable> NoteAsync(Task<IDisposable> entering, string name)
        {
            var place = await entering;
            lock (order)
                order.Add(name);
            return place;
        }
    }

    [Fact]
    public async Task Who_gives_up_takes_no_place()
    {
        var places = new FairPlaces(1, 1);
        var first = await EnterAsync(places, _heavy);
        using var stop = new CancellationTokenSource();
        var gone = places.EnterAsync(_light, TimeSpan.FromMinutes(1), stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => gone);

        first.Dispose();
        (await EnterAsync(places, _other)).Dispose();
    }

    [Fact]
    public async Task Nobody_waits_longer_than_their_patience_nor_in_an_endless_line()
    {
        var places = new FairPlaces(1, 1);
        using var first = await EnterAsync(places, _heavy);
        await Should.ThrowAsync<QuestionsBusyException>(() => places.EnterAsync(_heavy, TimeSpan.Zero, CancellationToken.None));

        for (var i = 0; i < FairPlaces.MostWaiting; i++)
            _ = EnterAsync(places, _heavy);
        await Should.ThrowAsync<QuestionsBusyException>(() => EnterAsync(places, _heavy));
    }

    private static Task<IDisposable> EnterAsync(FairPlaces places, ProjectId project) =>
        places.EnterAsync(project, TimeSpan.FromMinutes(1), CancellationToken.None);
}
