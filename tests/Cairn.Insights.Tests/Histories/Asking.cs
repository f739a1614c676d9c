using System.Text;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Running;
using Cairn.Query.Spec;

namespace Cairn.Insights.Tests.Histories;

/// <summary>Asks a question as the endpoint would.</summary>
internal static class Asking
{
    /// <summary>The answer; fails when the question has faults.</summary>
    public static async Task<object> AnswerAsync(IQuestionKind kind, QuestionRunner runner, ProjectContext project, JsonNode question)
    {
        var asking = runner.Ask(project);
        var errors = new SpecErrors { Cohorts = asking.Cohorts };
        var body = SpecBody.Read(Encoding.UTF8.GetBytes(question.ToJsonString()), errors)!.Value;
        var answer = await kind.AskAsync(new Asked(asking, body), CancellationToken.None);
        errors.Items.ShouldBeEmpty();
        return answer!;
    }

    /// <summary>Up to 100 persons behind a point of the answer; fails when question or point have faults.</summary>
    public static async Task<PersonsBehind> PersonsAsync(
        IQuestionKind kind,
        QuestionRunner runner,
        ProjectContext project,
        JsonNode question,
        JsonNode point
    )
    {
        var asking = runner.Ask(project);
        var errors = new SpecErrors { Cohorts = asking.Cohorts };
        var persons = await kind.PersonsAsync(new Asked(asking, Node(question)), Node(point), 100, CancellationToken.None);
        errors.Items.ShouldBeEmpty();
        return persons!;

        SpecNode Node(JsonNode json) => SpecBody.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), errors)!.Value;
    }
}
