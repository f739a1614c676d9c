using System.Text.Json;
using Cairn.Query;
using Cairn.Query.Spec;

namespace Cairn.Insights.Questions;

/// <summary>All kinds of questions by their names.</summary>
public sealed class QuestionKinds(IEnumerable<IQuestionKind> kinds)
{
    private readonly Dictionary<string, IQuestionKind> _kinds = kinds.ToDictionary(k => k.Name);

    /// <summary>The kind that a question names; null with the fault reported.</summary>
    public IQuestionKind? Of(SpecNode body)
    {
        if (body.Kind != JsonValueKind.Object)
        {
            body.Object();
            return null;
        }

        var known = string.Join(", ", _kinds.Keys);
        if (!body.Element.TryGetProperty("kind", out var kind))
        {
            body.Errors.Add(body.Pointer + "/kind", "required", $"The field \"kind\" is required. Kinds: {known}.");
            return null;
        }

        var word = kind.ValueKind == JsonValueKind.String ? kind.GetString()! : "";
        if (_kinds.TryGetValue(word, out var found))
        {
            if (word is "sql" && body.Errors.Cohorts?.Project.HidesPersons == true)
            {
                body.Errors.Add(
                    body.Pointer + "/kind",
                    "scope_too_narrow",
                    "SQL reads single events: it takes a key with the scope persons."
                );
                return null;
            }
            if (!body.Errors.IsOfOnePerson || found.IsForSelf)
                return found;
            var open = string.Join(", ", _kinds.Values.Where(k => k.IsForSelf).Select(k => k.Name));
            body.Errors.Add(
                body.Pointer + "/kind",
                ProblemCodes.SelfOnly,
                $"A {word} question looks at others. About yourself you may ask: {open}."
            );
            return null;
        }

        new SpecNode(kind, body.Pointer + "/kind", body.Errors).Fault(
            "unknown_kind",
            $"There is no such kind of question.{DidYouMean.Hint(word, _kinds.Keys)} Kinds: {known}."
        );
        return null;
    }
}
