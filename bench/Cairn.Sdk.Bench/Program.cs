using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Cairn.Sdk.Bench;

// In this process: nothing is restored or built anew, so it runs without a network.
BenchmarkRunner.Run<MiddlewareBench>(
    DefaultConfig
        .Instance.AddJob(
            Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
                .WithWarmupCount(5)
                .WithIterationCount(15)
                .WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(250))
        )
        .WithArtifactsPath("artifacts/bench/sdk"),
    args
);
