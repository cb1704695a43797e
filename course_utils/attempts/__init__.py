"""What learners did, on disk: attempts, who made them, and the quizzes that they loaded."""
