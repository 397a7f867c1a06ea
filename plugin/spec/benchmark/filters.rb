# frozen_string_literal: true

# How long core waits for our answer, with 10,000 people who chose their hours and as many things held. In the forum's
# folder, nothing else running: bin/rails runner plugins/discourse-veille/spec/benchmark/filters.rb
# Rows are really written, under ids that nobody has, and taken away at the end. Last line: JSON, in milliseconds.
PEOPLE = 10_000
FIRST = 1_900_000_000
TIMES = 2000

forum_post = Post.joins(:topic).where(post_type: Post.types[:regular]).first!
type = Notification.types[:mentioned]
now = Veille::Now.ms
hour = 3_600_000
# two stretches a day for 35 days; people with even ids are in one now
days = Array.new(35) { |i| [i * 24 * hour, i * 24 * hour + 9 * hour] }
later = days.flat_map { |a, b| [[now + a + hour, now + a + 2 * hour], [now + b, now + b + hour]] }
loud = [[now - hour, now + hour / 2], *later.drop(1)]

clean_up =
  lambda do
    [Veille::LoudIntervals, Veille::Held].each { |rows| rows.where("user_id >= ?", FIRST).delete_all }
  end

# `make` answers what core hands to the filters; only they are measured. Ruby's garbage collector, which a process pays
# for whatever it does, waits meanwhile; how many objects a call leaves to it is counted.
measure =
  lambda do |offset, make, &ask|
    all = Array.new(TIMES) { |i| make.call(FIRST + offset + 2 * (i * 7 % (PEOPLE / 2))) }
    GC.start
    GC.disable
    objects = GC.stat(:total_allocated_objects)
    took =
      all.map do |given|
        begun = Process.clock_gettime(Process::CLOCK_MONOTONIC)
        ask.call(*given)
        (Process.clock_gettime(Process::CLOCK_MONOTONIC) - begun) * 1000
      end
    objects = GC.stat(:total_allocated_objects) - objects
    GC.enable
    took.sort!
    { p50: took[TIMES / 2].round(3), p99: took[TIMES * 99 / 100].round(3), objects: objects / TIMES }
  end

place = { topic_id: forum_post.topic_id, post_number: forum_post.post_number }
notification =
  lambda do |user_id|
    data = { original_post_id: forum_post.id }.to_json
    [Notification.new(user_id:, notification_type: type, data:, **place)]
  end
# as where core has named whom a post concerns, and nothing is held for anybody yet
named =
  lambda do |&ask|
    Veille::Held.where("user_id >= ? AND post_id > 0", FIRST).delete_all
    Veille::Audience.expect(Array.new(PEOPLE) { |i| User.new.tap { |user| user.id = FIRST + i } })
    Veille::Audience.silence_ends(FIRST)
    ask.call.tap { Veille::Audience.expect([]) }
  end
mail =
  lambda do |given|
    DiscoursePluginRegistry.email_notification_filters.all? { |filter| filter.call(given) }
  end
pushed =
  lambda { |id| [User.new.tap { |user| user.id = id }, { notification_type: type, **place }] }
push =
  lambda do |user, payload|
    DiscoursePluginRegistry.push_notification_filters.all? { |filter| filter.call(user, payload) }
  end

job =
  lambda do |user_id|
    name = Notification.types[type].to_s
    [{ user_id:, notification_type: name, post_id: forum_post.id }.with_indifferent_access]
  end
leaves = lambda { |args| Veille::Hold.mail_job?(args) }

# as in production: no statement is logged
ActiveRecord::Base.logger = nil
abort("veille_enabled is off") if !SiteSetting.veille_enabled
lease_before = Veille::Lease.ends_at
begin
  clean_up.call
  Veille::Lease.renew
  rows =
    Array.new(PEOPLE) do |i|
      bounds = (i.even? ? loud : later).flatten
      id = { user_id: FIRST + i, version: now, spoken: now, unanswered: later[1][0] }
      { **id, bounds:, updated_at: Time.zone.now }
    end
  rows.each_slice(1000) { |slice| Veille::LoudIntervals.insert_all(slice) }
  Veille::Held.insert_all(
    rows.map { |row| { user_id: row[:user_id], post_id: 0, type:, at: Time.zone.now } },
  )
  DB.exec("ANALYZE veille_loud_intervals; ANALYZE veille_held")
  measure.call(0, notification, &mail) # warm

  figures = {
    environment: Rails.env,
    rows: Veille::LoudIntervals.count,
    bareQuery: measure.call(0, notification) { DB.query_single("SELECT 1") },
    mailOfNobody: measure.call(2 * PEOPLE, notification, &mail),
    mailInHours: measure.call(0, notification, &mail),
    mailHeldAndRecorded: measure.call(1, notification, &mail),
    mailNamedAndRecorded: named.call { measure.call(1, notification, &mail) },
    mailHeldAgain: measure.call(1, notification, &mail),
    pushInHours: measure.call(0, pushed, &push),
    pushHeld: measure.call(1, pushed, &push),
    jobInHours: measure.call(0, job, &leaves),
    jobHeld: measure.call(1, job, &leaves),
  }
  recorded = Veille::Held.where("user_id >= ? AND post_id > 0", FIRST).count
  puts({ **figures, recorded: }.to_json)
ensure
  clean_up.call
  lease_before ? Veille::Lease.update_all(ends_at: lease_before) : Veille::Lease.delete_all
end
