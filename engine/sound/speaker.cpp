#include "engine/sound/speaker.h"

#include <AL/al.h>
#include <AL/alc.h>
#include <dlfcn.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace retort::sound {
namespace {

void say_nothing(const char*, int, const char*, int, const char*, ...) {}   // file, line, function, error, format

/// OpenAL and the ALSA beneath it write a dozen lines of their own where there is no device. Who asks for them (ALSOFT_LOGLEVEL) gets them.
void hush() {
  if (std::getenv("ALSOFT_LOGLEVEL")) return;
  setenv("ALSOFT_LOGLEVEL", "0", 0);
  // The library that OpenAL takes, if it takes one: kept, as the handler is.
  if (void* alsa = dlopen("libasound.so.2", RTLD_NOW))
    if (void* set = dlsym(alsa, "snd_lib_error_set_handler"))
      reinterpret_cast<int (*)(decltype(&say_nothing))>(set)(&say_nothing);
}

}  // namespace

struct Speaker::Device {
  ALCdevice* device = nullptr;
  ALCcontext* context = nullptr;
  ALuint source = 0;
  std::array<ALuint, kBuffers> buffers{};
  std::vector<ALuint> free;
  std::vector<float> samples = std::vector<float>(2 * kFrames);
  std::vector<std::int16_t> words = std::vector<std::int16_t>(2 * kFrames);
};

Speaker::Speaker() {
  hush();
  auto d = std::make_unique<Device>();
  d->device = alcOpenDevice(nullptr);
  if (!d->device) {
    fmt::print(stderr, "No sound device: the plant is silent.\n");
    return;
  }
  d->context = alcCreateContext(d->device, nullptr);
  if (!d->context || !alcMakeContextCurrent(d->context)) {
    if (d->context) alcDestroyContext(d->context);
    alcCloseDevice(d->device);
    return;
  }
  alGenSources(1, &d->source);
  alGenBuffers(kBuffers, d->buffers.data());
  d->free.assign(d->buffers.begin(), d->buffers.end());
  device_ = std::move(d);
}

Speaker::~Speaker() {
  if (!device_) return;
  alSourceStop(device_->source);
  alDeleteSources(1, &device_->source);
  alDeleteBuffers(kBuffers, device_->buffers.data());
  alcMakeContextCurrent(nullptr);
  alcDestroyContext(device_->context);
  alcCloseDevice(device_->device);
}

void Speaker::feed(Mixer& mixer) {
  if (!device_) return;
  Device& d = *device_;
  ALint done = 0;
  alGetSourcei(d.source, AL_BUFFERS_PROCESSED, &done);
  for (; done > 0; --done) {
    ALuint b = 0;
    alSourceUnqueueBuffers(d.source, 1, &b);
    d.free.push_back(b);
  }
  for (; !d.free.empty(); d.free.pop_back()) {
    mixer.render(d.samples);
    for (std::size_t i = 0; i < d.samples.size(); ++i) d.words[i] = std::int16_t(std::lround(d.samples[i] * 32000));
    alBufferData(d.free.back(), AL_FORMAT_STEREO16, d.words.data(), ALsizei(d.words.size() * 2), kRate);
    alSourceQueueBuffers(d.source, 1, &d.free.back());
  }
  ALint state = 0;
  alGetSourcei(d.source, AL_SOURCE_STATE, &state);
  if (state != AL_PLAYING) alSourcePlay(d.source);   // it had run dry: the picture took long
}

}  // namespace retort::sound
