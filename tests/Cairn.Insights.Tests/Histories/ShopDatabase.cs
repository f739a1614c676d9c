using System.Text;
using Cairn.Events;
using Cairn.Insights.Trends;
using Cairn.Query.Running;
using Cairn.Query.Spec;

namespace Cairn.Insights.Tests.Histories;

/// <summary>A database with <see cref="SmallShop"/> as its only project.</summary>
public sealed class ShopDatabase : IAsyncLifetime
{
    private StoredHistories _store = null!;

    public ProjectContext Project { get; private set; } = null!;

    /// <summary>For which it is <see cref="SmallShop.Now"/>.</summary>
    public QuestionRunner Runner { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _store = await StoredHistories.CreateAsync();
        Project = SmallShop.Project((await _store.AddAsync(SmallShop.History))[0]);
        Runner = _store.RunnerAt(SmallShop.Now);
    }

    public Task DisposeAsync()
    {
        Runner.Dispose();
        return Task.CompletedTask;
    }

    public async Task<TrendsResult> AskAsync(string question)
    {
        var errors = new SpecErrors();
        var result = await new TrendsQuery(Runner).AskAsync(Project, Read(question, errors), null, errors, CancellationToken.None);
        errors.Items.ShouldBeEmpty();
        return result!;
    }

    public async Task<TrendsPersons> PersonsAsync(string question, TrendsPointRef point)
    {
        var errors = new SpecErrors();
        var query = new TrendsPersonsQuery(Runner, new TrendsQuery(Runner));
        var result = await query.AskAsync(Project, Read(question, errors), point, 100, errors, CancellationToken.None);
        errors.Items.ShouldBeEmpty();
        return result!;
    }

    private static TrendsSpec Read(string question, SpecErrors errors)
    {
        var spec = TrendsReader.Read(SpecBody.Read(Encoding.UTF8.GetBytes(question), errors)!.Value);
        errors.Items.ShouldBeEmpty();
        return spec!;
    }
}
