namespace Cairn.Events;

/// <summary>One thing wrong with the input.</summary>
/// <param name="Pointer">RFC 6901 pointer to the field, e.g. <c>/series/0/measure</c>; empty for the whole body.</param>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Message">A sentence for people: what is wrong and what to do.</param>
public sealed record InputError(string Pointer, string Code, string Message);

/// <summary>An error answer: RFC 9457 problem details with a stable <see cref="Code"/>. Sent as <c>application/problem+json</c>.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable, snake_case, e.g. <c>unknown_key</c>.</param>
/// <param name="Title">Short and the same for every occurrence of the code.</param>
/// <param name="Detail">What happened this time and what to do next. Never a secret or a property value.</param>
/// <param name="Errors">For bad input: every fault found, by field.</param>
public sealed record Problem(int Status, string Code, string Title, string? Detail = null, IReadOnlyList<InputError>? Errors = null)
{
    public const string ContentType = "application/problem+json";

    /// <summary>400: the body was read, and these fields are wrong.</summary>
    public static Problem Invalid(IReadOnlyList<InputError> errors) =>
        new(400, "invalid_input", "The request has invalid fields.", Errors: errors);
}
