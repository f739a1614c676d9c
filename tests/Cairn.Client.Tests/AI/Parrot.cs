using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Cairn.Client.Tests.AI;

/// <summary>A model that answers what it is told to, as providers' clients do: usage in the answer, or in the last update of a stream.</summary>
internal sealed class Parrot : IChatClient
{
    public Exception? Fault { get; init; }

    public Func<Task> Before { get; init; } = () => Task.CompletedTask;

    public Func<Task> BetweenUpdates { get; init; } = () => Task.CompletedTask;

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        await Before();
        cancellationToken.ThrowIfCancellationRequested();
        if (Fault is not null)
            throw Fault;
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, $"Heard {messages.Count()}: a secret answer."))
        {
            ModelId = "parrot-2",
            FinishReason = ChatFinishReason.Stop,
            Usage = Usage(),
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await Before();
        yield return new ChatResponseUpdate(ChatRole.Assistant, "A secret ") { ModelId = "parrot-2" };
        await BetweenUpdates();
        cancellationToken.ThrowIfCancellationRequested();
        if (Fault is not null)
            throw Fault;
        yield return new ChatResponseUpdate(ChatRole.Assistant, "answer.") { FinishReason = ChatFinishReason.Stop };
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Usage())]);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata)
            ? new ChatClientMetadata("aviary", new Uri("https://aviary.example.com"), "parrot-1")
            : null;

    public void Dispose() { }

    private static UsageDetails Usage() =>
        new()
        {
            InputTokenCount = 820,
            OutputTokenCount = 140,
            CachedInputTokenCount = 512,
            ReasoningTokenCount = 64,
        };
}
