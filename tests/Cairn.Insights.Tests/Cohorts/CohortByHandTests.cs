using System.Text;
using Cairn.Insights.Cohorts;
using Cairn.Insights.Tests.Histories;
using Cairn.Query.Cohorts;
using Cairn.Query.Spec;

namespace Cairn.Insights.Tests.Cohorts;

/// <summary>Members among the six persons of <see cref="SmallShop"/>, counted by hand.</summary>
public sealed class CohortByHandTests(ShopDatabase shop) : IClassFixture<ShopDatabase>
{
    [Theory]
    [InlineData("""{"and":[]}""", "ada bert cleo dora eve")]
    [InlineData("""{"or":[]}""", "")]
    [InlineData("""{"property":"tier","op":"eq","value":"gold"}""", "cleo")]
    [InlineData("""{"property":"tier","op":"neq","value":"gold"}""", "ada bert dora eve")]
    [InlineData("""{"did":{"event":"buy"}}""", "ada bert cleo dora eve")]
    [InlineData("""{"did":{"event":"buy"},"atLeast":2}""", "ada bert dora")]
    [InlineData("""{"did":{"event":"buy"},"exactly":2,"lastDays":3}""", "ada bert dora")]
    [InlineData("""{"did":{"event":"buy"},"exactly":0,"lastDays":3}""", "eve")]
    [InlineData("""{"did":{"event":"buy"},"atMost":1,"lastDays":3}""", "cleo eve")]
    [InlineData("""{"did":{"event":"buy"},"atLeast":1,"atMost":1,"lastDays":3}""", "cleo")]
    [InlineData("""{"did":{"event":"buy","where":{"property":"plan","op":"eq","value":"pro"}}}""", "ada dora")]
    [InlineData("""{"didNot":{"event":"$pageview"},"lastDays":2}""", "ada bert eve")]
    [InlineData("""{"firstDid":{"event":"buy"},"range":{"from":"2026-11-02","to":"2026-11-03"}}""", "bert cleo")]
    [InlineData("""{"did":{"event":"$pageview"},"then":{"event":"buy"},"window":{"value":10,"unit":"minute"}}""", "ada bert")]
    [InlineData("""{"did":{"event":"$pageview"},"then":{"event":"buy"},"window":{"value":1,"unit":"minute"}}""", "bert")]
    [InlineData("""{"did":{"event":"buy"},"then":{"event":"buy"},"window":{"value":29,"unit":"minute"}}""", "dora")]
    [InlineData("""{"did":{"event":"buy"},"then":{"event":"buy"},"window":{"value":30,"unit":"minute"}}""", "ada dora")]
    [InlineData("""{"cohort":"buyers"}""", "ada bert dora")]
    [InlineData("""{"cohort":"others"}""", "eve")]
    [InlineData("""{"cohort":"listed"}""", "bert cleo")]
    [InlineData("""{"did":{"event":"buy","where":{"cohort":"gold"}}}""", "cleo")]
    public async Task Members(string definition, string expected)
    {
        var (question, cohort, errors) = Read(definition);
        errors.Items.ShouldBeEmpty();

        var members = new CohortMembersQuery(shop.Runner);
        var page = await members.PageAsync(question, cohort, null, 10, CancellationToken.None);

        // Bert's events carry two ids, of which anon comes first.
        page.Items.Select(p => p.DistinctId == "anon" ? "bert" : p.DistinctId)
            .Order()
            .ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        (await members.CountAsync(question, cohort, CancellationToken.None)).ShouldBe(page.Items.Count);
    }

    [Fact]
    public async Task Pages_neither_overlap_nor_miss_anybody()
    {
        var (question, cohort, _) = Read("""{"and":[]}""");
        var members = new CohortMembersQuery(shop.Runner);
        var found = new List<string>();
        for (ulong? after = null; ; )
        {
            var page = await members.PageAsync(question, cohort, after, 2, CancellationToken.None);
            found.AddRange(page.Items.Select(p => p.PersonId));
            if (page.Next is null)
                break;
            after = ulong.Parse(page.Next);
        }

        found.Distinct().Count().ShouldBe(5);
        found.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("""{"cohort":"buyer"}""", "/cohort", "unknown_cohort", "Did you mean \"buyers\"?")]
    [InlineData("""{"and":[{"cohort":"circle"}]}""", "/and/0/cohort", "cohort_cycle", "circle → back → circle")]
    [InlineData("""{"cohort":"self"}""", "/cohort", "cohort_cycle", "self → self")]
    [InlineData("""{"did":{"event":"buy","where":{"cohort":"self"}}}""", "/did/where/cohort", "cohort_cycle", "self → self")]
    [InlineData("""{"and":[{"static":true}]}""", "/and/0", "invalid_value", "stands alone")]
    [InlineData("""{"did":{"event":"buy"},"atleast":2}""", "/atleast", "unknown_field", "atLeast")]
    [InlineData("""{"did":{"event":"buy"},"atLeast":3,"atMost":2}""", "/atMost", "invalid_value", "less")]
    [InlineData("""{"did":{"event":"buy"},"exactly":3,"atMost":2}""", "/exactly", "unexpected_value", "without")]
    [InlineData("""{"did":{"event":"buy"},"lastDays":3,"range":{"from":"-3d"}}""", "/range", "unexpected_value", "not both")]
    [InlineData("""{"did":{"event":"buy"},"range":{"from":"2026-12-01"}}""", "/range", "empty_range", "empty")]
    [InlineData("""{"did":{"event":"buy"},"then":{"event":"buy"}}""", "/window", "required", "window")]
    [InlineData("""{"property":"plan","scope":"event","op":"is_set"}""", "/scope", "unknown_value", "persons only")]
    [InlineData("""{"did":"buy"}""", "/did", "wrong_type", "object")]
    public void A_fault_names_its_place(string definition, string pointer, string code, string says)
    {
        var fault = Read(definition).Errors.Items.ShouldHaveSingleItem();
        (fault.Pointer, fault.Code).ShouldBe((pointer, code));
        fault.Message.ShouldContain(says);
    }

    private (Cairn.Query.Running.Question Question, Cohort Cohort, SpecErrors Errors) Read(string definition)
    {
        var question = shop.Runner.Ask(shop.Project);
        var node = SpecBody.Read(Encoding.UTF8.GetBytes(definition), new SpecErrors())!.Value;
        var stored = new StoredCohort(Guid.NewGuid(), "self", "self", node.Element, Guid.Empty);
        var cohorts = question.Cohorts!.With(stored);
        var errors = new SpecErrors { Cohorts = cohorts };
        return (question, cohorts.Read(stored, node with { Errors = errors }, isNew: true).Cohort, errors);
    }
}
