using System.Globalization;
using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Problems;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Erasing;

/// <summary>Holds receipts against the server's key and against the store.</summary>
internal static class ReceiptEndpoints
{
    public static void Map(IEndpointRouteBuilder project)
    {
        var receipts = project.MapGroup("/privacy/receipts").RequireRole(Role.Admin).WithTags("Erasure");
        receipts.MapGet("/key", (SignReceipts sign) => sign.Key).WithSummary("The public key that checks the signature of receipts");
        receipts
            .MapPost("/verify", VerifyAsync)
            .NotAudited("Only reads.")
            .Accepts<JsonElement>("application/json")
            .Produces<ReceiptCheck>()
            .WithSummary("Is a receipt ours and whole, and is the person still gone?");
    }

    private static async Task<IResult> VerifyAsync(
        HttpContext context,
        SignReceipts sign,
        FindRemains remains,
        CancellationToken cancellationToken
    )
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, default, cancellationToken);
        if (Read(body.RootElement) is not var (receipt, signature, persons, before))
            return ProblemAnswer.Invalid([
                new InputError("", "no_receipt", "Send a receipt as GET …/privacy/erasures/{id}/receipt answered it, unchanged."),
            ]);
        var project = context.Features.GetRequiredFeature<ProjectContext>();
        if (!sign.IsOurs(receipt, signature) || receipt.GetProperty("project").GetString() != project.Slug)
            return TypedResults.Json(new ReceiptCheck(false, null, null));
        return TypedResults.Json(
            new ReceiptCheck(
                true,
                await remains.CountAsync(project.Id, persons, before, cancellationToken),
                await remains.CountAsync(project.Id, persons, null, cancellationToken)
            )
        );
    }

    private static (JsonElement Receipt, string Signature, HashSet<string> Persons, ulong Before)? Read(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty("receipt", out var receipt)
        && receipt.ValueKind == JsonValueKind.Object
        && body.TryGetProperty("signature", out var signature)
        && signature.ValueKind == JsonValueKind.Object
        && signature.TryGetProperty("value", out var value)
        && value.ValueKind == JsonValueKind.String
        && receipt.TryGetProperty("persons", out var persons)
        && persons.ValueKind == JsonValueKind.Array
        && persons.EnumerateArray().All(p => p.ValueKind == JsonValueKind.String)
        && receipt.TryGetProperty("project", out var slug)
        && slug.ValueKind == JsonValueKind.String
        && receipt.TryGetProperty("before", out var before)
        && before.ValueKind == JsonValueKind.String
        && ulong.TryParse(before.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var boundary)
            ? (receipt, value.GetString()!, persons.EnumerateArray().Select(p => p.GetString()!).ToHashSet(), boundary)
            : null;
}

/// <param name="IsGenuine">This server signed exactly this, for this project.</param>
/// <param name="Left">Of the person's ids, those of which something from before the erasure is stored: 0 unless something went wrong. Null when not genuine.</param>
/// <param name="Back">Of the person's ids, those of which anything is stored now: the person was seen again since. Null when not genuine.</param>
internal sealed record ReceiptCheck(bool IsGenuine, int? Left, int? Back);
