# frozen_string_literal: true

module Veille
  # A process may die between the commit that made a post and the jobs that follow it: then nobody is notified.
  # Runs what PostCreator would have run, for rows that were not marked as finished.
  module Finish
    def self.try(row)
      return if done?(row)
      TryLock.hold(row.key) { run(row.reload) }
    end

    # The caller holds the key's lock.
    def self.run(row)
      return if done?(row)
      posts(row).each { |post| follow_up(post) }
      row.update_columns(finished_at: Time.zone.now)
    rescue StandardError => error
      # the post is out, whatever happens here; the scheduled job tries again
      Failure.read(error)
    end

    # For posts made with `skip_jobs` and `skip_events`, once their transaction is over.
    def self.created(creators)
      creators.each do |creator|
        creator.enqueue_jobs
        creator.trigger_after_events
      end
    end

    def self.done?(row)
      row.finished_at.present? || row.in_review?
    end

    def self.posts(row)
      return Post.where(id: row.post_id) if row.published?
      Post.where(topic_id: row.message_topic_id, user_id: Bot::ID).order(:post_number)
    end

    # Source: PostCreator#create, after its transaction
    def self.follow_up(post)
      post.publish_change_to_clients!(:created) if !post.is_first_post?
      DiscourseEvent.trigger(:topic_created, post.topic, {}, post.user) if post.is_first_post?
      DiscourseEvent.trigger(:post_created, post, {}, post.user)
      PostJobsEnqueuer.new(post, post.topic, post.is_first_post?, {}).enqueue_jobs
      ReviewablePost.queue_for_review_if_possible(post, post.user)
    end

    private_class_method :done?, :posts, :follow_up
  end
end
